import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PushOrder, PushReport } from '../pushes/push-process.js';
import type { CustomersCost, CustomersOrder } from '../pushes/growth-process.js';
import { startSlowVercel } from '../pushes/slow-vercel.js';
import type { Rig } from '../rig.js';
import type { Rounds } from '../side-by-side.js';
import type { Row } from './row.js';

const PROCESS = fileURLToPath(new URL('../pushes/push-process.js', import.meta.url));
const GROWTH = fileURLToPath(new URL('../pushes/growth-process.js', import.meta.url));
const SIZES = [10_000, 100_000, 1_000_000];
const PER_SECOND_OF_ROUND = 800;
const HUNDRED_THOUSAND = 100_000;
const MINUTE = 60;

/** P04: interim data and a balance of each installation, two pushes, to a Vercel that answers after 50 ms. */
export async function measurePushes(rig: Rig, { seconds }: Rounds): Promise<Row[]> {
  const installations = PER_SECOND_OF_ROUND * seconds;
  const { report, taken } = await tell(rig, { installations, answersAfterMs: 50 });
  const perSecond = Math.round(taken / report.seconds);
  const measure = `billing pushes/s, answers after 50 ms, ${installations} installations`;
  return [
    { id: 'P04', measure, ours: String(perSecond), raw: '', result: `**${perSecond}**`, floor: '556', goal: '1500' },
  ];
}

/** P05: how long until Vercel has heard of all when all are due at once, as after an outage; Vercel and the waiting for it are simulated. */
export async function measureTroubledPushes(rig: Rig): Promise<Row[]> {
  const report = await run(rig, { installations: HUNDRED_THOUSAND, simulated: { afterMs: 200, percent: 1 } });
  const measure = `all of ${HUNDRED_THOUSAND} fresh, 1 % 429, 1 % 500, answers after 200 ms, simulated time`;
  const ours = `${report.realSeconds.toFixed(0)} s really (${report.megabytes.toFixed(0)} MB)`;
  const result = `**${(report.seconds / MINUTE).toFixed(1)} min**`;
  return [{ id: 'P05', measure, ours, raw: '', result, floor: '60 min', goal: '15 min' }];
}

/** What ten thousand, a hundred thousand and a million customers cost, of whom a hundred are due. */
export async function measurePushGrowth(rig: Rig): Promise<Row[]> {
  const vercel = await startSlowVercel(0);
  try {
    const env = { ...rig.env, VERCEL_API_URL: vercel.url, LOG_LEVEL: 'fatal' };
    const order: CustomersOrder = { env, sizes: SIZES };
    const { stdout } = await promisify(execFile)(process.execPath, [GROWTH, JSON.stringify(order)]);
    const costs = JSON.parse(stdout) as readonly CustomersCost[];
    return [
      growth(
        '100 of them told, 10⁴, 10⁵, 10⁶ installations',
        costs.map(({ pushMs }) => pushMs),
        'ms',
      ),
      growth(
        'tick for periods that are over, 10⁴, 10⁵, 10⁶',
        costs.map(({ tickMs }) => tickMs),
        'ms',
      ),
      growth(
        'memory after that, 10⁴, 10⁵, 10⁶',
        costs.map(({ megabytes }) => megabytes),
        'MB',
      ),
    ];
  } finally {
    await vercel.close();
  }
}

function growth(measure: string, figures: readonly number[], unit: 'ms' | 'MB'): Row {
  const ours = figures.map((figure) => `${figure.toFixed(unit === 'ms' ? 1 : 0)} ${unit}`).join(', ');
  const times = (figures.at(-1) ?? Number.NaN) / (figures[0] ?? Number.NaN);
  return { id: 'growth', measure, ours, raw: '', result: `× ${times.toFixed(2)}`, floor: 'flat', goal: '' };
}

async function tell(
  rig: Rig,
  how: { readonly installations: number; readonly answersAfterMs: number },
): Promise<{ readonly report: PushReport; readonly taken: number }> {
  const vercel = await startSlowVercel(how.answersAfterMs);
  try {
    const report = await run(rig, { installations: how.installations }, { VERCEL_API_URL: vercel.url });
    return { report, taken: vercel.taken() };
  } finally {
    await vercel.close();
  }
}

async function run(
  rig: Rig,
  how: Omit<PushOrder, 'env'>,
  env: Readonly<Record<string, string>> = {},
): Promise<PushReport> {
  const order: PushOrder = { env: { ...rig.env, ...env, LOG_LEVEL: 'fatal' }, ...how };
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, JSON.stringify(order)]);
  return JSON.parse(stdout) as PushReport;
}
