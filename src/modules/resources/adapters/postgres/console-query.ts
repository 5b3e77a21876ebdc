import type pg from 'pg';
import type { ConsoleOutput } from './console-output.js';

const ROWS_AT_ONCE = '25';

/** What the customer reads when a statement was stopped at its time-out. */
export const TOOK_TOO_LONG = 'The statement took too long and was stopped.';

/** Something the console does not take, whatever the database would say. */
export class NotInConsole extends Error {
  override readonly name = 'NotInConsole';
}

/**
 * One statement through the extended protocol, which takes no second one, fetched a few rows at a time. Sync, which commits
 * outside a transaction block, is sent only when the output is in: a statement given up before has changed nothing.
 */
export class ConsoleQuery implements pg.Submittable {
  readonly #done = Promise.withResolvers<string | undefined>();
  #tag: string | undefined;
  #received = 0;

  constructor(
    private readonly input: string,
    private readonly output: ConsoleOutput,
    private readonly mostBytes: number,
  ) {}

  /** The command tag; undefined when the rows were cut or there was no statement. */
  get completed(): Promise<string | undefined> {
    return this.#done.promise;
  }

  readonly submit = (connection: pg.Connection): void => {
    connection.stream.on('data', (chunk: Buffer) => this.#count(chunk.length));
    connection.parse({ name: '', text: this.input, types: [] }, true);
    connection.bind({ values: [] }, true);
    connection.describe({ type: 'P', name: '' }, true);
    this.#fetch(connection);
  };

  handleRowDescription(message: { readonly fields: readonly { readonly name: string }[] }): void {
    this.output.columns(message.fields.map(({ name }) => name));
  }

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    this.output.row(message.fields);
  }

  handlePortalSuspended(connection: pg.Connection): void {
    if (this.output.isFull) connection.sync();
    else this.#fetch(connection);
  }

  handleCommandComplete(message: { readonly text: string }, connection: pg.Connection): void {
    this.#tag = message.text;
    connection.sync();
  }

  handleEmptyQuery(connection: pg.Connection): void {
    connection.sync();
  }

  handleCopyInResponse(): void {
    this.giveUp(new NotInConsole('COPY FROM STDIN is not available here.'));
  }

  handleCopyData(): void {
    this.giveUp(new NotInConsole('COPY TO STDOUT is not available here.'));
  }

  handleError(error: Error): void {
    this.giveUp(error);
  }

  handleReadyForQuery(): void {
    this.#done.resolve(this.#tag);
  }

  /** The caller closes the session, so that the server rolls back. */
  giveUp(reason: Error): void {
    this.#done.reject(reason);
  }

  #fetch(connection: pg.Connection): void {
    connection.execute({ portal: '', rows: ROWS_AT_ONCE }, true);
    connection.flush();
  }

  /** Counts what came over the wire: one value may be a gigabyte. */
  #count(bytes: number): void {
    this.#received += bytes;
    if (this.#received > this.mostBytes) this.giveUp(new NotInConsole('The result is too large to be shown here.'));
  }
}
