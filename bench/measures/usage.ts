import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { arriveAt } from '../customers.js';
import { median } from '../median.js';
import type { InsertOrder } from '../raw/insert-usage-process.js';
import type { Rig } from '../rig.js';
import type { Rounds } from '../side-by-side.js';
import { BATCH } from '../usage/batch.js';
import type { IngestOrder, IngestReport } from '../usage/ingest-process.js';
import type { Row } from './row.js';

const KEY = 'usage-key-of-the-bench';
const WARM_UP_SECONDS = 3;

/** P03: usage events through HTTP, all fresh and half of them told before, beside a plain insert of the same rows. */
export async function measureUsage(rig: Rig, { rounds, seconds }: Rounds): Promise<Row[]> {
  const server = await rig.startOurs({ USAGE_API_KEYS: `meter:${KEY}` });
  try {
    const subjects = (await arriveAt(server.url, rig.vercel)).map(({ resourceId }) => resourceId);
    const told = { url: `${server.url}/usage/v1/events`, key: KEY, subjects, seconds };
    const ours = (order: Partial<IngestOrder>): Promise<number> =>
      run('../usage/ingest-process.js', { ...told, repeated: 0, ...order });
    const insert: InsertOrder = { databaseUrl: rig.databaseUrl, subjects, seconds };
    await ours({ seconds: WARM_UP_SECONDS });
    const found: { readonly fresh: number; readonly half: number; readonly raw: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const fresh = await ours({});
      const raw = await run('../raw/insert-usage-process.js', insert);
      found.push({ fresh, raw, half: await ours({ repeated: BATCH / 2 }) });
    }
    return rowsOf(found);
  } finally {
    await server.stop();
  }
}

function rowsOf(found: readonly { readonly fresh: number; readonly half: number; readonly raw: number }[]): Row[] {
  const raw = String(Math.round(median(found.map((round) => round.raw))));
  const row = (measure: string, figures: readonly number[], ratios: readonly number[], floor: string): Row => ({
    id: 'P03',
    measure,
    ours: String(Math.round(median(figures))),
    raw,
    result: `**${median(ratios).toFixed(2)}** (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
    floor,
    goal: '0.30',
  });
  const [fresh, half] = [found.map((round) => round.fresh), found.map((round) => round.half)];
  return [
    row(
      'usage, batches of 500, fsync on, events/s',
      fresh,
      found.map((round) => round.fresh / round.raw),
      '0.15, 20000',
    ),
    row(
      'usage, half of it told before, events/s',
      half,
      found.map((round) => round.half / round.raw),
      '0.12',
    ),
  ];
}

async function run(program: string, order: object): Promise<number> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file, JSON.stringify(order)]);
  return (JSON.parse(stdout) as IngestReport).eventsPerSecond;
}
