import pg from 'pg';
import type { ReplBlock } from '#libs/vercel-contract';
import { DriverRefused } from '../../driver.errors.js';
import type { DriverCommand } from '../../driver.port.js';
import type { AdminServer } from './admin-server.js';
import { resultBlocks } from './console-blocks.js';
import { consoleFailure } from './console-failure.js';
import { ConsoleOutput } from './console-output.js';
import { ConsoleQuery, NotInConsole, TOOK_TOO_LONG } from './console-query.js';
import { randomCredential } from './instance-credentials.js';
import type { InstanceNames } from './instance-names.js';
import { readState } from './instance-state.js';
import type { PostgresLimits } from './postgres.options.js';
import type { ServerAddress } from './server-address.js';

const quote = pg.escapeIdentifier;

/** The server stops a statement at its time-out; this much later the session is ended from outside. */
const GRACE_MS = 1_000;

/** Over the wire may come this many times what is shown: a batch of rows of which only the first fits. */
const WIRE_FACTOR = 16;

const END_SESSION = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND usename = $2';
const OPENS_UNTIL = `SELECT (clock_timestamp() + interval '30 seconds')::text AS until`;

/** Runs one statement in a session of its own, as a role that may do what the mode allows and no more. */
export class Console {
  constructor(
    private readonly admin: AdminServer,
    private readonly address: ServerAddress,
    private readonly limits: PostgresLimits,
  ) {}

  async run(names: InstanceNames, command: DriverCommand, signal: AbortSignal): Promise<readonly ReplBlock[]> {
    const session = await this.#open(names, command, signal);
    try {
      const blocks = await this.#execute(session, command, signal);
      session.end().catch(() => undefined);
      return blocks;
    } catch (error) {
      cut(session);
      throw consoleFailure(error, command.input);
    }
  }

  async #execute(session: pg.Client, command: DriverCommand, signal: AbortSignal): Promise<readonly ReplBlock[]> {
    const { consoleRows, consoleBytes, consoleTimeoutMs } = this.limits;
    if (command.input.includes('\0')) throw new NotInConsole('The statement contains a zero character.');
    const output = new ConsoleOutput({ rows: consoleRows, bytes: consoleBytes });
    const query = new ConsoleQuery(command.input, output, WIRE_FACTOR * consoleBytes);
    session.on('notice', ({ severity, message }) => output.notice(`${severity}: ${message}`));
    const pid = await begin(session, command);
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(consoleTimeoutMs + GRACE_MS)]);
    const stop = () => {
      query.giveUp(signal.aborted ? signal.reason : new NotInConsole(TOOK_TOO_LONG));
      this.admin.query(END_SESSION, [pid, session.user]).catch(() => undefined);
    };
    deadline.addEventListener('abort', stop, { once: true });
    session.query(query);
    try {
      return resultBlocks(output.result(await query.completed));
    } finally {
      deadline.removeEventListener('abort', stop);
    }
  }

  async #open(names: InstanceNames, { mode }: DriverCommand, signal: AbortSignal): Promise<pg.Client> {
    const opened: pg.Client[] = [];
    try {
      return await this.admin.exclusively(names.base, signal, async (sql) => {
        await refuseUnlessReady(sql, names);
        const session = await this.#connect(sql, names, mode);
        opened.push(session);
        return session;
      });
    } catch (error) {
      opened.forEach(cut);
      throw error;
    }
  }

  /** The role can open a session only while this one is being opened: its password lives that long. */
  async #connect(sql: pg.ClientBase, names: InstanceNames, mode: DriverCommand['mode']): Promise<pg.Client> {
    const user = mode === 'read-only' ? names.reader : names.writer;
    const role = mode === 'read-only' ? 'none' : names.actsAs;
    const { password, verifier } = await randomCredential();
    const settings = { role, statement_timeout: `${this.limits.consoleTimeoutMs}ms` };
    const session = new pg.Client(this.address.connection({ database: names.database, user, password, settings }));
    session.on('error', () => undefined);
    const { rows } = await sql.query<{ until: string }>(OPENS_UNTIL);
    const until = pg.escapeLiteral(rows[0]?.until ?? '-infinity');
    await sql.query(`ALTER ROLE ${quote(user)} LOGIN PASSWORD ${pg.escapeLiteral(verifier)} VALID UNTIL ${until}`);
    try {
      await session.connect();
    } finally {
      await sql.query(`ALTER ROLE ${quote(user)} NOLOGIN PASSWORD NULL`);
    }
    return session;
  }
}

function cut(session: pg.Client): void {
  session.connection.stream.destroy();
}

/** The transaction is read-only before the customer's first word, and with a snapshot taken it can no longer be made writable. */
async function begin(session: pg.Client, { mode }: DriverCommand): Promise<number> {
  if (mode === 'read-only') await session.query('BEGIN READ ONLY');
  const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

async function refuseUnlessReady(sql: pg.ClientBase, names: InstanceNames): Promise<void> {
  const { condition } = await readState(sql, names);
  if (condition === 'suspended') throw new DriverRefused('The database is suspended.');
  if (condition !== 'ready') throw new DriverRefused('The database does not exist.');
}
