import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  defineJob,
  HandlesJob,
  JobQueue,
  type JobHandler,
  type TickData,
  Ticks,
} from '../../../src/platform/jobs/index.js';
import { Sql, UnitOfWork } from '../../../src/platform/database/index.js';
import { withClient } from '../../support/postgres/admin.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { Replica } from './platform.js';

const TICK = defineJob<TickData>('tests.tick', 'bulk');
const SIZES = [10_000, 30_000, 100_000];
const BATCH = 50;

@HandlesJob(TICK)
class Tick implements JobHandler<TickData> {
  async run(): Promise<void> {}
}

/** Half of them are due; the others will be. */
const FILL = [
  `INSERT INTO pgboss.job (name, data, policy, singleton_key, created_on, start_after)
   SELECT 'bulk', '{}', 'short', gen_random_uuid()::text, now() - n * interval '1 ms', now() + (n % 2) * interval '1 day'
   FROM generate_series(1, $1::int) n`,
  `INSERT INTO tick_slots SELECT 'tests.tick-' || n % 10, timestamptz '2020-01-01' + n * interval '15 s' FROM generate_series(1, $1::int) n`,
  'VACUUM ANALYZE pgboss.job_common',
  'VACUUM ANALYZE tick_slots',
];
const EMPTY = 'TRUNCATE pgboss.job, tick_slots';

/** What the session of a transaction has scanned: others, such as the queue that tidies itself up, do not count. */
const SCANS = `SELECT seq_scan::int AS whole, idx_tup_fetch::int AS fetched FROM pg_stat_xact_user_tables
  WHERE relname IN ('job_common', 'tick_slots') ORDER BY relname`;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
}

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

describe('with ever more rows', () => {
  let database: TestDatabase;
  let replica: Replica;
  beforeAll(async () => {
    database = await cloneDatabase();
    replica = await Replica.start(database.url, [Tick]);
    await replica.context.get(JobQueue).boss();
  });
  afterAll(async () => {
    await replica.stop();
    await database.drop();
  });

  async function fill(size: number): Promise<void> {
    await withClient(database.url, async (client) => {
      await client.query(EMPTY);
      for (const statement of FILL) await client.query(statement, statement.includes('$1') ? [size] : []);
    });
  }

  /** The pages that statements look at, and the plans that read a table as a whole. */
  async function explain(asked: readonly Asked[]): Promise<{ pages: number; whole: string[] }> {
    return withClient(database.url, async (client) => {
      const whole: string[] = [];
      let pages = 0;
      await client.query('BEGIN');
      for (const { text, values } of asked) {
        const { rows } = await client.query<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>(
          `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
          [...values],
        );
        const plan = rows[0]?.['QUERY PLAN'][0].Plan;
        pages += (plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0);
        whole.push(
          ...(JSON.stringify(plan).match(
            /"Node Type":"Seq Scan".{0,120}"Relation Name":"(?:job_common|tick_slots)"/g,
          ) ?? []),
        );
      }
      await client.query('ROLLBACK');
      return { pages, whole };
    });
  }

  const scans = (): Promise<{ whole: number; fetched: number }[]> =>
    replica.context.get(Sql).rows<{ whole: number; fetched: number }>({ text: SCANS, values: [] });

  /** What pg-boss asks for a batch; nothing is claimed by asking here. */
  async function claim(): Promise<Asked[]> {
    const asked: Asked[] = [];
    const executeSql = async (text: string, values: unknown[] = []): Promise<{ rows: unknown[] }> => {
      asked.push({ text, values });
      return { rows: [] };
    };
    await (await replica.context.get(JobQueue).boss()).fetch('bulk', { batchSize: BATCH, db: { executeSql } });
    return asked;
  }

  it('a claim looks at no more of them', async () => {
    const found: number[] = [];
    for (const size of SIZES) {
      await fill(size);
      const { pages, whole } = await explain(await claim());
      expect(whole).toEqual([]);
      found.push(pages);
    }
    expect(Math.max(...found)).toBeLessThan(2 * Math.min(...found));
  }, 120_000);

  it('a tick reads none of them as a whole, and few at all', async () => {
    await fill(SIZES.at(-1) ?? 0);
    await replica.context.get(Ticks).claim(TICK, 1);
    const [before, isClaimed, after] = await replica.context
      .get(UnitOfWork)
      .run(async () => [await scans(), await replica.context.get(Ticks).claim(TICK, 0.001), await scans()] as const);
    expect([isClaimed, after.length]).toEqual([true, 2]);
    expect(after.map(({ whole }) => whole)).toEqual(before.map(({ whole }) => whole));
    after.forEach(({ fetched }, at) => expect(fetched - (before[at]?.fetched ?? 0)).toBeLessThan(10));
  }, 120_000);
});
