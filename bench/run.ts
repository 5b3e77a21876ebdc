import { parseArgs } from 'node:util';
import { measureJobGrowth, measureJobs } from './measures/jobs.js';
import { measureDurablePost, measureGet, measurePost } from './measures/throughput.js';
import { measureLatency } from './measures/latency.js';
import { measurePushHour } from './measures/push-hour.js';
import { measurePages } from './measures/pages.js';
import { measurePushes, measurePushGrowth, measureTroubledPushes } from './measures/pushes.js';
import { measureStartAndMemory } from './measures/start-and-memory.js';
import { measureStatements } from './measures/statements.js';
import { measureWebhooks } from './measures/webhooks.js';
import { measureUsage } from './measures/usage.js';
import type { Row } from './measures/row.js';
import { openRig, type Rig } from './rig.js';
import type { Rounds } from './side-by-side.js';
import { asMarkdown } from './table.js';

type Measure = (rig: Rig, rounds: Rounds) => Promise<Row[]>;

/** Each on a database of its own; the writes twice, since the disk and the processors bound them differently. */
const MEASURES: Readonly<Record<string, readonly (() => Promise<Row[]>)[]>> = {
  p01: [() => on('none', measureGet)],
  p02: [() => on('none', measurePost), () => on('full', measureDurablePost)],
  p03: [() => on('full', measureUsage)],
  p04: [() => on('full', measurePushes)],
  p05: [() => on('full', measureTroubledPushes)],
  growth: [() => on('none', measurePushGrowth)],
  p06: [() => on('full', measureLatency), () => on('full', measureWebhooks)],
  p07: [() => on('full', measurePushHour)],
  p08: [() => on('full', measureStartAndMemory)],
  p09: [() => on('none', measureStatements)],
  pages: [() => on('none', measurePages)],
  jobs: [() => on('none', measureJobs), () => on('none', measureJobGrowth)],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '7' }, seconds: { type: 'string', default: '5' } },
});
const rounds = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const wanted = positionals.length === 0 ? Object.keys(MEASURES) : positionals.map((id) => id.toLowerCase());

const rows: Row[] = [];
for (const id of wanted) {
  const measures = MEASURES[id];
  if (measures === undefined)
    throw new Error(`There is no measure ${id}; there are ${Object.keys(MEASURES).join(', ')}`);
  process.stderr.write(`${id} …\n`);
  for (const measure of measures) rows.push(...(await measure()));
}
process.stdout.write(`${asMarkdown(rows, rounds)}\n`);

async function on(durability: 'full' | 'none', measure: Measure): Promise<Row[]> {
  const rig = await openRig(durability);
  try {
    return await measure(rig, rounds);
  } finally {
    await rig.stop();
  }
}
