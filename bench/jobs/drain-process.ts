import { randomUUID } from 'node:crypto';
import { JobQueue, JobWorker } from '../../src/platform/jobs/index.js';
import type { DrainReport } from '../raw/drain-process.js';
import { DoNothing, jobsOn, NOTHING } from './context.js';

/** What a process that drains a lane is told, as JSON in its first argument. */
export interface DrainOrder {
  readonly databaseUrl: string;
  /** Before the measuring begins. */
  readonly warmUp: number;
  readonly jobs: number;
}

const order = JSON.parse(process.argv[2] ?? '') as DrainOrder;
const app = await jobsOn(order.databaseUrl);
const [queue, handler] = [app.get(JobQueue), app.get(DoNothing)];
const boss = await queue.boss();

async function place(jobs: number): Promise<void> {
  const data = { job: NOTHING.name, data: { slot: '' } };
  await boss.insert(
    NOTHING.lane,
    Array.from({ length: jobs }, () => ({ data, singletonKey: randomUUID() })),
  );
}

await place(order.warmUp + order.jobs);
const warm = handler.done(order.warmUp);
await app.get(JobWorker).start();
await warm;
const started = performance.now();
await handler.done(order.jobs);
const report: DrainReport = { jobsPerSecond: (order.jobs * 1_000) / (performance.now() - started) };
await app.get(JobWorker).stop(10_000);
await queue.stop(0);
await app.close();
process.stdout.write(JSON.stringify(report));
