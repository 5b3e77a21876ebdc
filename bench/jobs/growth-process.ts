import pg from 'pg';
import { JobQueue, Ticks } from '../../src/platform/jobs/index.js';
import { median } from '../median.js';
import { jobsOn, NOTHING } from './context.js';

/** What the process that claims and ticks is told, as JSON in its first argument. */
export interface GrowthOrder {
  readonly databaseUrl: string;
  /** Waiting jobs, and slots that have been, one size after the other. */
  readonly sizes: readonly number[];
}

/** Milliseconds that one claim of a batch and one tick take at a size, as the median of some. */
export interface GrowthCost {
  readonly size: number;
  readonly claimMs: number;
  readonly tickMs: number;
}

const TIMES = 25;
const BATCH = 50;

const FILL_JOBS = `INSERT INTO pgboss.job (name, data, policy, singleton_key, created_on, heartbeat_seconds)
  SELECT 'bulk', '{"job":"bench.do-nothing","data":{"slot":""}}', 'short', gen_random_uuid()::text, now() - n * interval '1 ms', 10
  FROM generate_series(1, $1::int - (SELECT count(*)::int FROM pgboss.job WHERE state = 'created')) n`;
const FILL_SLOTS = `INSERT INTO tick_slots (name, slot) SELECT 'bench.filler', timestamptz '2000-01-01' + n * interval '1 s'
  FROM generate_series((SELECT count(*)::int FROM tick_slots), $1::int) n ON CONFLICT DO NOTHING`;
const TIDY = ['VACUUM ANALYZE pgboss.job_common', 'VACUUM ANALYZE tick_slots'];

const order = JSON.parse(process.argv[2] ?? '') as GrowthOrder;
const app = await jobsOn(order.databaseUrl);
const [ticks, boss] = [app.get(Ticks), await app.get(JobQueue).boss()];

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return median(times);
}

/** Not by way of the server's pool, whose statements may take 15 s. */
const filling = new pg.Client({ connectionString: order.databaseUrl });
await filling.connect();
const report: GrowthCost[] = [];
for (const size of order.sizes) {
  await filling.query(FILL_JOBS, [size]);
  await filling.query(FILL_SLOTS, [size]);
  for (const statement of TIDY) await filling.query(statement);
  report.push({
    size,
    claimMs: await millisecondsOf(() => boss.fetch('bulk', { batchSize: BATCH })),
    tickMs: await millisecondsOf(() => ticks.claim(NOTHING, 0.001)),
  });
}
await filling.end();
await app.get(JobQueue).stop(0);
await app.close();
process.stdout.write(JSON.stringify(report));
