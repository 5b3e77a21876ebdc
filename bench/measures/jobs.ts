import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { DrainOrder } from '../jobs/drain-process.js';
import type { GrowthCost, GrowthOrder } from '../jobs/growth-process.js';
import { median } from '../median.js';
import type { DrainReport } from '../raw/drain-process.js';
import type { Rig } from '../rig.js';
import type { Rounds } from '../side-by-side.js';
import type { Row } from './row.js';

const WARM_UP = 5_000;
const JOBS_PER_SECOND_OF_ROUND = 4_000;
const SIZES = [10_000, 100_000, 1_000_000];

/** Jobs whose work is nothing: how many a second come through, beside a bare loop of pg-boss. */
export async function measureJobs({ databaseUrl }: Rig, { rounds, seconds }: Rounds): Promise<Row[]> {
  const order: DrainOrder = { databaseUrl, warmUp: WARM_UP, jobs: JOBS_PER_SECOND_OF_ROUND * seconds };
  const pairs: { readonly ours: number; readonly raw: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ours = await run<DrainReport>('../jobs/drain-process.js', order);
    const raw = await run<DrainReport>('../raw/drain-process.js', order);
    pairs.push({ ours: ours.jobsPerSecond, raw: raw.jobsPerSecond });
  }
  const ratios = pairs.map(({ ours, raw }) => ours / raw);
  return [
    {
      id: 'jobs',
      measure: 'jobs worked off, jobs/s',
      ours: String(Math.round(median(pairs.map(({ ours }) => ours)))),
      raw: String(Math.round(median(pairs.map(({ raw }) => raw)))),
      result: `**${median(ratios).toFixed(2)}** (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
      floor: '0.50',
      goal: '',
    },
  ];
}

/** What a claim and a tick cost with ten thousand, a hundred thousand and a million rows. */
export async function measureJobGrowth({ databaseUrl }: Rig): Promise<Row[]> {
  const order: GrowthOrder = { databaseUrl, sizes: SIZES };
  const costs = await run<readonly GrowthCost[]>('../jobs/growth-process.js', order);
  const row = (measure: string, figures: readonly number[]): Row => {
    const ours = figures.map((ms) => `${ms.toFixed(1)} ms`).join(', ');
    const growth = (figures.at(-1) ?? Number.NaN) / (figures[0] ?? Number.NaN);
    return { id: 'jobs', measure, ours, raw: '', result: `× ${growth.toFixed(2)}`, floor: 'flat', goal: '' };
  };
  return [
    row(
      'claim of 50, 10⁴, 10⁵, 10⁶ waiting',
      costs.map(({ claimMs }) => claimMs),
    ),
    row(
      'tick, 10⁴, 10⁵, 10⁶ rows',
      costs.map(({ tickMs }) => tickMs),
    ),
  ];
}

async function run<T>(program: string, order: object): Promise<T> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file, JSON.stringify(order)]);
  return JSON.parse(stdout) as T;
}
