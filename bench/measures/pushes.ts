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
const TROUBLED = 10_000;
const HUNDRED_THOUSAND = 100_000;
const MINUTE = 60;

/** P04: interim data and a balance of each installation, two pushes, to a Vercel that answers after 50 ms. */
export async function measurePushes(rig: Rig, { seconds }: Rounds): Promise<Row[]> {
  const installations = PER_SECOND_OF_ROUND * seconds;
  const { report, taken } = await tell(rig, { installations, answersAfterMs: 50, percent: 0 });
  const perSecond = Math.round(taken / report.seconds);
  const measure = `billing pushes/s, answers after 50 ms, ${installations} installations`;
  return [
    { id: 'P04', measure, ours: String(perSecond), raw: '', result: `**${perSecond}**`, floor: '556', goal: '1500' },
  ];
}

/** P05: how long until Vercel has heard of all when all are due at once, as after an outage; of 10,000, told for 100,000. */
export async function measureTroubledPushes(rig: Rig): Promise<Row[]> {
  const { report } = await tell(rig, { installations: TROUBLED, answersAfterMs: 200, percent: 1 });
  const minutes = (report.seconds * HUNDRED_THOUSAND) / TROUBLED / MINUTE;
  const measure = `all fresh, 1 % 429, 1 % 500, answers after 200 ms, ${TROUBLED} installations`;
  const ours = `${report.seconds.toFixed(1)} s (${report.megabytes.toFixed(0)} MB)`;
  const result = `**${minutes.toFixed(1)} min** for 100,000`;
  return [{ id: 'P05', measure, ours, raw: '', result, floor: '60 min', goal: '15 min' }];
}

/** What ten thousand, a hundred thousand and a million customers cost, of whom a hundred are due. */
export async function measurePushGrowth(rig: Rig): Promise<Row[]> {
  const vercel = await startSlowVercel(0, 0);
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
  how: { readonly installations: number; readonly answersAfterMs: number; readonly percent: number },
): Promise<{ readonly report: PushReport; readonly taken: number }> {
  const vercel = await startSlowVercel(how.answersAfterMs, how.percent);
  try {
    const env = { ...rig.env, VERCEL_API_URL: vercel.url, LOG_LEVEL: 'fatal' };
    const order: PushOrder = { env, installations: how.installations };
    const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, JSON.stringify(order)]);
    return { report: JSON.parse(stdout) as PushReport, taken: vercel.taken() };
  } finally {
    await vercel.close();
  }
}
