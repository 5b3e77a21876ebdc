import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { createApp } from '../../src/create-app.js';
import { DuePushes } from '../../src/modules/billing/interim/due-pushes.service.js';
import { readSettings } from '../../src/platform/config/index.js';
import { poolOf } from '../../src/platform/database/pool.js';
import { fill } from './install-all.js';
import { type Answering, SimulatedTime } from './simulated-time.js';

/** What the process that tells Vercel of money is told, as JSON in its first argument. */
export interface PushOrder {
  /** Of a server, the fake Vercel's address included. */
  readonly env: Readonly<Record<string, string>>;
  /** Each on a paid plan, with a balance, and due. */
  readonly installations: number;
  /** Nothing is sent to a Vercel that answers like that in simulated time; absent: it is called at the address in `env`. */
  readonly simulated?: Answering;
}

/** What it prints, as JSON. */
export interface PushReport {
  /** From the first claim until Vercel has taken all of everybody; of simulated time where that is simulated. */
  readonly seconds: number;
  /** What of it has really gone by. */
  readonly realSeconds: number;
  readonly megabytes: number;
}

const DUE = 'UPDATE billing_pushes SET due_at = now()';
const LEFT = 'SELECT count(*)::integer AS left FROM billing_pushes WHERE accepted_at IS NULL OR attempts > 0';
/** When the tick looks again for what is due. */
const TICK_MS = 15_000;

const order = JSON.parse(process.argv[2] ?? '') as PushOrder;
const app = await createApp(readSettings(order.env));
await app.init();
const client = await fill(app, order);
await client.query(DUE);

const due = app.get(DuePushes, { strict: false });
const pool = poolOf(app.get(DataSource));
const time = new SimulatedTime(() => pool.idleCount < pool.totalCount || pool.waitingCount > 0);
if (order.simulated !== undefined) {
  time.adopt();
  time.answerAll(order.simulated);
  time.start();
}
const [started, reallyStarted] = [time.nowMs(), performance.now()];
let left = order.installations;
while (left > 0) {
  const done = await due.work(new AbortController().signal);
  left = (await client.query<{ left: number }>(LEFT)).rows[0]?.left ?? 0;
  if (left === 0 || done === 'more') continue;
  if (order.simulated === undefined) await pause(100);
  else time.skip(TICK_MS);
}
time.stop();
const report: PushReport = {
  seconds: (time.nowMs() - started) / 1_000,
  realSeconds: (performance.now() - reallyStarted) / 1_000,
  megabytes: process.memoryUsage().rss / 2 ** 20,
};
await client.end();
await app.close();
process.stdout.write(JSON.stringify(report), () => process.exit(0));
