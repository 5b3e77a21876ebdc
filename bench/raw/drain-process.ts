import { randomUUID } from 'node:crypto';
import { type Job, type JobResult, PgBoss } from 'pg-boss';
import type { DrainOrder } from '../jobs/drain-process.js';

/** What a process that drains a lane prints, as JSON. */
export interface DrainReport {
  readonly jobsPerSecond: number;
}

const QUEUE = 'raw';
const CONNECTIONS = 4;

/** As the server's lane `bulk` has them. */
const LANE = {
  heartbeatSeconds: 10,
  notify: true,
  retryLimit: 12,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 300,
};
const LOOPS = { batchSize: 50, localConcurrency: 2, perJobResults: true as const, burstWhenBatchFull: true };

const order = JSON.parse(process.argv[2] ?? '') as DrainOrder;
const boss = new PgBoss({
  connectionString: order.databaseUrl,
  max: CONNECTIONS,
  migrate: false,
  createSchema: false,
  schedule: false,
  supervise: false,
  useListenNotify: true,
});
boss.on('error', (error: unknown) => process.stderr.write(`${String(error)}\n`));
await boss.start();
await boss.createQueue(QUEUE, { policy: 'short', ...LANE });

async function place(jobs: number): Promise<void> {
  const data = { job: 'bench.do-nothing', data: { slot: '' } };
  await boss.insert(
    QUEUE,
    Array.from({ length: jobs }, () => ({ data, singletonKey: randomUUID() })),
  );
}

let left = order.warmUp;
let reached = Promise.withResolvers<void>();

function settle(job: Job<unknown>): JobResult {
  left -= 1;
  if (left === 0) reached.resolve();
  return { id: job.id, status: 'completed' };
}

await place(order.warmUp + order.jobs);
await boss.work(QUEUE, LOOPS, async (jobs) => jobs.map(settle));
await reached.promise;
const started = performance.now();
left += order.jobs;
reached = Promise.withResolvers();
await reached.promise;
const report: DrainReport = { jobsPerSecond: (order.jobs * 1_000) / (performance.now() - started) };
await boss.stop({ graceful: true, timeout: 10_000 });
process.stdout.write(JSON.stringify(report));
