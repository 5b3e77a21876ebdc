import pg from 'pg';

/** What `pg` makes of the server's description of a statement's columns, to read rows with. */
interface Shape {
  readonly fields?: readonly unknown[];
  readonly _parsers?: readonly unknown[];
  readonly _prebuiltEmptyResultObject?: object;
}

/** What is known of a connection: the shapes of its prepared statements, and a view of it that asks for no description. */
interface Known {
  readonly shapes: Map<string, Shape>;
  readonly undescribed: object;
}

/** What the types of `pg` do not tell of its query. */
interface QueryParts {
  name?: string;
  _result: Shape;
  _accumulateRows: boolean;
  prepare(connection: object): void;
  handleRowDescription(message: unknown): void;
  handleReadyForQuery(connection: object): void;
}

const Base = pg.Query as unknown as new (text: string, values: unknown[]) => pg.Query & QueryParts;

const connections = new WeakMap<object, Known>();

function knownOf(connection: object): Known {
  const known = connections.get(connection);
  if (known !== undefined) return known;
  const undescribed = Object.create(connection, { describe: { value: () => undefined } }) as object;
  const made = { shapes: new Map<string, Shape>(), undescribed };
  connections.set(connection, made);
  return made;
}

/** One statement that is prepared under its name. */
export interface Named {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/**
 * A statement that is prepared once per connection, and described once: `pg` would have its columns described at each execution, and
 * each time make anew what it reads rows with. PostgreSQL refuses to execute a prepared statement whose columns are others by now.
 */
export class PreparedQuery extends Base {
  private shape: Shape = {};

  constructor({ name, text, values }: Named) {
    super(text, values);
    this.name = name;
  }

  override prepare(connection: object): void {
    const { shapes, undescribed } = knownOf(connection);
    const shape = shapes.get(this.name ?? '');
    if (shape === undefined) return super.prepare(connection);
    this.shape = shape;
    Object.assign(this._result, shape);
    this._accumulateRows = true;
    super.prepare(undescribed);
  }

  override handleRowDescription(message: unknown): void {
    super.handleRowDescription(message);
    const { fields = [], _parsers = [], _prebuiltEmptyResultObject = {} } = this._result;
    this.shape = { fields, _parsers, _prebuiltEmptyResultObject };
  }

  /** Comes only after success: a statement without columns has not been described by then. */
  override handleReadyForQuery(connection: object): void {
    knownOf(connection).shapes.set(this.name ?? '', this.shape);
    super.handleReadyForQuery(connection);
  }
}
