import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { Clock } from '../../../src/platform/clock/index.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { StillTime } from './still-time.js';
import { Work } from './work.js';

const CATALOG = fileURLToPath(new URL('../catalog.yaml', import.meta.url));

/** The usage key of the year's meters. */
export const USAGE_KEY = 'usage-key-of-the-year-of-tests';

/** What operators call with. */
export const ADMIN = { authorization: 'Bearer admin-key-of-the-tests' };

/** The server in this process, its workers in our hands, and a Vercel, all in one time that stands still. */
export class Product {
  private constructor(
    readonly server: TestApp,
    readonly work: Work,
    private readonly time: StillTime,
    private readonly database: pg.Pool,
  ) {}

  static async open(at: number): Promise<Product> {
    let time: StillTime | undefined;
    const server = await startTestApp({
      catalog: CATALOG,
      workers: 'off',
      env: { USAGE_API_KEYS: `year:${USAGE_KEY}`, DATABASE_POOL_SIZE: '20', SERVICE_ROLE: 'api' },
      prepare: async (databaseUrl) => void (time = await StillTime.begin(databaseUrl, at)),
    });
    if (time === undefined) throw new Error('Nobody has stopped the time');
    const database = new pg.Pool({
      connectionString: server.databaseUrl,
      application_name: 'stallholder-test',
      max: 2,
    });
    return new Product(server, await Work.of(server.app, database), time, database);
  }

  /** Vercel notices what was so until now, and does what falls due until then. */
  async moveTo(at: number): Promise<void> {
    const { vercel, app } = this.server;
    vercel.clock.advance('PT0S');
    await this.time.moveTo(at);
    await app.get(Clock).refresh();
    vercel.clock.advance('PT0S');
    await vercel.settled();
  }

  async sql<T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return (await this.database.query<T>(text, [...values])).rows;
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.time.end();
    await this.server.stop();
  }
}
