import pg from 'pg';
import { createApp } from '../../src/create-app.js';
import { FindDueBilling } from '../../src/modules/billing/closing/jobs/find-due-billing.job.js';
import { DuePushes } from '../../src/modules/billing/interim/due-pushes.service.js';
import { InstallationToken } from '../../src/modules/installations/installation-token.js';
import { readSettings } from '../../src/platform/config/index.js';
import { Secret } from '../../src/platform/crypto/index.js';
import { median } from '../median.js';
import { fillUpTo, install, subscribe } from './customers.js';

/** What the process that tells Vercel of ever more customers is told, as JSON in its first argument. */
export interface CustomersOrder {
  readonly env: Readonly<Record<string, string>>;
  /** Installations, of which a hundred are due, one size after the other. */
  readonly sizes: readonly number[];
}

/** What it costs at a size: a hundred that are due, a look for periods that are over, and the memory after that. */
export interface CustomersCost {
  readonly size: number;
  readonly pushMs: number;
  readonly tickMs: number;
  readonly megabytes: number;
}

const TIMES = 15;
const DUE = 100;

const order = JSON.parse(process.argv[2] ?? '') as CustomersOrder;
const app = await createApp(readSettings(order.env));
await app.init();
const pushes = app.get(DuePushes, { strict: false });
const closing = app.get(FindDueBilling, { strict: false });
const token = app.get(InstallationToken, { strict: false });
const client = new pg.Client({ connectionString: order.env['DATABASE_URL'] });
await client.connect();

/** Others each time: Vercel takes ten calls a minute of one. */
const ids = Array.from({ length: DUE * TIMES * order.sizes.length }, (_none, place) => `icfg_${place}`);
const tokens = ids.map((id) => token.seal(id, Secret.of(`token-${id}`)).data);
await install(client, ids, tokens);

/** A hundred that are due, told. */
async function tellHundred(): Promise<number> {
  const due = ids.splice(0, DUE);
  await client.query('UPDATE billing_pushes SET due_at = now() WHERE installation_id = ANY($1)', [due]);
  return millisecondsOf(() => pushes.work(new AbortController().signal));
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function times(work: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let time = 0; time < TIMES; time += 1) all.push(await work());
  return median(all);
}

const report: CustomersCost[] = [];
for (const size of order.sizes) {
  await fillUpTo(client, size);
  await subscribe(client);
  const pushMs = await times(tellHundred);
  const tickMs = await times(() => millisecondsOf(() => closing.run()));
  report.push({ size, pushMs, tickMs, megabytes: process.memoryUsage().rss / 2 ** 20 });
}
await client.end();
await app.close();
process.stdout.write(JSON.stringify(report), () => process.exit(0));
