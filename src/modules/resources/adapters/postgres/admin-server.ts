import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { PooledClient } from '../../../../platform/database/index.js';
import { KeyedQueue } from './keyed-queue.js';
import type { ServerAddress } from './server-address.js';
import { isContention } from './sql-state.js';
import { untilAborted } from './until-aborted.js';

const ATTEMPTS = 6;

/** Settings of every administrator's session: a customer may store defaults in a database of his own. */
const SETTINGS = {
  search_path: 'pg_catalog',
  role: 'none',
  statement_timeout: '20s',
  default_transaction_read_only: 'off',
};

/** The administrator's sessions: one piece of work per key at a time, over all processes on this server. */
export class AdminServer {
  readonly #pool: pg.Pool;
  readonly #queue = new KeyedQueue();

  constructor(
    private readonly address: ServerAddress,
    connections: number,
  ) {
    const target = { database: address.adminDatabase, settings: SETTINGS };
    this.#pool = new pg.Pool({
      ...address.connection(target),
      max: connections,
      allowExitOnIdle: true,
      Client: PooledClient,
    });
    this.#pool.on('error', () => undefined);
  }

  /** Runs `work`, which must be safe to repeat, under the key's lock; the session is cut when the signal aborts. */
  async exclusively<T>(key: string, signal: AbortSignal, work: (sql: pg.ClientBase) => Promise<T>): Promise<T> {
    return this.#queue.run(key, signal, () =>
      this.#withClient(signal, async (client) => {
        await client.query('SELECT pg_advisory_lock($1)', [lockKey(key)]);
        const result = await repeating(() => work(client), signal);
        await client.query('SELECT pg_advisory_unlock($1)', [lockKey(key)]);
        return result;
      }),
    );
  }

  /** One statement outside any lock. */
  async query<R extends pg.QueryResultRow>(text: string, values: readonly unknown[]): Promise<readonly R[]> {
    return (await this.#pool.query<R>(text, [...values])).rows;
  }

  /** Runs `work` as the administrator inside another database; no setting or function of the customer is in the way. */
  async inside<T>(database: string, work: (sql: pg.ClientBase) => Promise<T>): Promise<T> {
    const client = new pg.Client(this.address.connection({ database, settings: SETTINGS }));
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #withClient<T>(signal: AbortSignal, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await untilAborted(this.#pool.connect(), signal, (late) => late.release());
    const cut = () => client.connection.stream.destroy();
    signal.addEventListener('abort', cut, { once: true });
    let broken = true;
    try {
      const result = await work(client);
      broken = false;
      return result;
    } finally {
      signal.removeEventListener('abort', cut);
      client.release(broken);
    }
  }
}

async function repeating<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS || !isContention(error)) throw error;
      await delay(20 * attempt, undefined, { signal });
    }
  }
}

function lockKey(key: string): string {
  return createHash('sha256').update(`postgres-driver:${key}`).digest().readBigInt64BE().toString();
}
