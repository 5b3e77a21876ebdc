import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { arriveAt, type Customer } from '../customers.js';
import { offer, percentile } from '../even-load.js';
import { median } from '../median.js';
import type { PrepareOrder } from '../pushes/prepare-process.js';
import { startSlowVercel } from '../pushes/slow-vercel.js';
import { renameResource, provisionResource, showResource } from '../requests.js';
import type { Rig } from '../rig.js';
import type { Rounds } from '../side-by-side.js';
import type { Row } from './row.js';

const PREPARE = fileURLToPath(new URL('../pushes/prepare-process.js', import.meta.url));

const INSTALLATIONS = 20_000;
/** Of a hundred thousand installations that are told once an hour. */
const DUE_PER_SECOND = 28;
/** The tick that looks for what is due comes each 15 s; it falls into each round, with what it begins. */
const TICK_SECONDS = 15;
const ROUND_SECONDS = 17;
/** Rounds of each kind; more would take longer than three minutes. */
const MOST_ROUNDS = 4;
const READS_PER_SECOND = 200;
const WRITES_PER_SECOND = 50;
const ANSWERS_AFTER_MS = 50;
/** What was begun before is over. */
const SETTLE_MS = 1_000;

/** As many as become due between two ticks, each in its own moment of that time, those first that were told the longest ago. */
const SPREAD = `UPDATE billing_pushes b SET due_at = now() - n * interval '1 second' / $1::integer
  FROM (SELECT installation_id, row_number() OVER (ORDER BY accepted_at NULLS FIRST, installation_id) AS n FROM billing_pushes
    ORDER BY accepted_at NULLS FIRST, installation_id LIMIT $2) d
  WHERE d.installation_id = b.installation_id`;
const PUT_OFF = `UPDATE billing_pushes SET due_at = now() + interval '2 hours' WHERE due_at < now() + interval '1 hour'`;

/** What the partner API takes while money is told of, and what it takes when it is not; p99 in milliseconds. */
interface Pair {
  readonly idle: number;
  readonly pushing: number;
}

/** P07: an api and a worker process on one PostgreSQL; the API is asked at an even rate while the worker has nothing to tell, and while it does. */
export async function measurePushHour(rig: Rig, { rounds }: Rounds): Promise<Row[]> {
  const vercel = await startSlowVercel(ANSWERS_AFTER_MS);
  const servers = [];
  try {
    const env = { ...rig.env, VERCEL_API_URL: vercel.url, LOG_LEVEL: 'fatal' };
    const order: PrepareOrder = { env, installations: INSTALLATIONS };
    await promisify(execFile)(process.execPath, [PREPARE, JSON.stringify(order)]);
    const api = await rig.startOurs({ VERCEL_API_URL: vercel.url });
    servers.push(api, await rig.startOurs({ SERVICE_ROLE: 'worker', VERCEL_API_URL: vercel.url }));
    const customers = await arriveAt(api.url, rig.vercel);
    const { pairs, told } = await alternate(rig, api.url, customers, { rounds, taken: () => vercel.taken() });
    return [rowOf(pairs, told)];
  } finally {
    for (const server of servers) await server.stop();
    await vercel.close();
  }
}

async function alternate(
  rig: Rig,
  url: string,
  customers: readonly Customer[],
  { rounds, taken }: { readonly rounds: number; readonly taken: () => number },
): Promise<{ readonly pairs: readonly Pair[]; readonly told: number }> {
  const client = new pg.Client({ connectionString: rig.databaseUrl });
  await client.connect();
  const pairs: Pair[] = [];
  let told = 0;
  try {
    await ask(url, customers);
    for (let round = 0; round < Math.min(rounds, MOST_ROUNDS); round += 1) {
      await client.query(PUT_OFF);
      await pause(SETTLE_MS);
      const idle = await ask(url, customers);
      const before = taken();
      await client.query(SPREAD, [DUE_PER_SECOND, DUE_PER_SECOND * TICK_SECONDS]);
      pairs.push({ idle, pushing: await ask(url, customers) });
      told += taken() - before;
    }
    return { pairs, told };
  } finally {
    await client.end();
  }
}

/** The p99 of reads and writes together. */
async function ask(url: string, customers: readonly Customer[]): Promise<number> {
  const writes = customers.flatMap((customer) => [renameResource(customer), provisionResource(customer)]);
  const waits = await Promise.all([
    offer({ url, requests: customers.map(showResource), perSecond: READS_PER_SECOND, seconds: ROUND_SECONDS }),
    offer({ url, requests: writes, perSecond: WRITES_PER_SECOND, seconds: ROUND_SECONDS }),
  ]);
  return percentile(
    waits.flat().toSorted((a, b) => a - b),
    99,
  );
}

function rowOf(pairs: readonly Pair[], told: number): Row {
  const ratios = pairs.map(({ idle, pushing }) => pushing / idle);
  const [idle, pushing] = [median(pairs.map((pair) => pair.idle)), median(pairs.map((pair) => pair.pushing))];
  return {
    id: 'P07',
    measure: `partner API while ${DUE_PER_SECOND}/s are told (${told} calls), p99 (idle)`,
    ours: `${pushing.toFixed(1)} ms (${idle.toFixed(1)} ms)`,
    raw: '',
    result: `**${median(ratios).toFixed(2)}** (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    floor: '2.0',
    goal: '1.3',
  };
}
