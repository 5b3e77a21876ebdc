import { jest } from '@jest/globals';
import pg from 'pg';

/** Everything of Jest's fake time but the calendar: timers, durations and the network go on as they are. */
const REAL = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'requestIdleCallback',
  'cancelIdleCallback',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** In front of PostgreSQL's own function of that name, for whoever names no schema: so the server's clock stands as well. */
const STAND_STILL = [
  `CREATE TABLE still_time (at timestamptz NOT NULL)`,
  `INSERT INTO still_time VALUES ($1)`,
  `CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT at FROM public.still_time'`,
];

/** Plans are made once: a year of so many customers would spend an eighth of its time on those of statements that it has had before. */
const SETTINGS = ['search_path = public, pg_catalog', 'plan_cache_mode = force_generic_plan'];

/** Time that stands still until it is moved, the same for the product, its database and the simulator. */
export class StillTime {
  private readonly pool: pg.Pool;

  private constructor(databaseUrl: string) {
    this.pool = new pg.Pool({ connectionString: databaseUrl, application_name: 'stallholder-test', max: 1 });
  }

  /** To be called before anything else connects to the database. */
  static async begin(databaseUrl: string, at: number): Promise<StillTime> {
    jest.useFakeTimers({ now: at, doNotFake: [...REAL] });
    const time = new StillTime(databaseUrl);
    for (const statement of STAND_STILL)
      await time.pool.query(statement, statement.includes('$1') ? [new Date(at)] : []);
    const name = pg.escapeIdentifier(new URL(databaseUrl).pathname.slice(1));
    for (const setting of SETTINGS) await time.pool.query(`ALTER DATABASE ${name} SET ${setting}`);
    return time;
  }

  async moveTo(at: number): Promise<void> {
    jest.setSystemTime(at);
    await this.pool.query('UPDATE still_time SET at = $1', [new Date(at)]);
  }

  async end(): Promise<void> {
    await this.pool.end();
    jest.useRealTimers();
  }
}
