import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Crashes } from './crashes.js';
import type { Flow } from './flows/flow.js';
import { chosen, EXTENT, isOfSample, LIMIT_MS } from './sample.js';
import { Stage } from './stage.js';
import { keyOf, type Point, sidesOf } from './wire/gate.js';

const SAMPLE = 2;
const RUN_MS = 120_000;

/**
 * Declares the tests of flows on one stage: killed at each of their boundaries where `CRASH=all`; else at a sample of those of one of them,
 * while the others are only seen to come to their end.
 */
export function describeCrashes(...flows: readonly Flow[]): void {
  describe('a server', () => {
    jest.setTimeout(LIMIT_MS);
    let stage: Stage;
    const ran: Crashes[] = [];
    beforeAll(async () => {
      stage = await Stage.open();
    });
    afterAll(() => stage.close());

    const run = (flow: Flow): Crashes => {
      const crashes = new Crashes(stage, flow);
      ran.push(crashes);
      return crashes;
    };

    for (const flow of flows) {
      if (isOfSample(flow, flows))
        it(`that is killed while it ${flow.title} loses nothing and does nothing twice, ${EXTENT}`, () =>
          killAll(stage, run(flow), flow));
      else it(`that ${flow.title} does it once`, () => run(flow).undisturbed());
    }

    it('has come to the end that was promised a day later, whatever happened on the way', async () => {
      await Crashes.aDayLater(stage);
      for (const crashes of ran) await crashes.assertRightLater();
    });
  });
}

async function killAll(stage: Stage, crashes: Crashes, { title }: Flow): Promise<void> {
  const boundaries = await crashes.boundaries();
  const points = chosen(boundaries.flatMap(sidesOf), SAMPLE);
  const faults: string[] = [];
  for (const point of points)
    await within(stage, crashes.run(point)).catch((error: Error) => faults.push(`${told(point)}: ${error.message}`));
  process.stdout.write(`${title}: ${boundaries.length} boundaries, killed at ${points.length} points\n`);
  expect(faults).toEqual([]);
}

function told({ boundary, side }: Point): string {
  return `${side} ${keyOf(boundary)}`;
}

async function within(stage: Stage, run: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<'late'>();
  const timer = setTimeout(() => late.resolve('late'), RUN_MS);
  try {
    if ((await Promise.race([run, late.promise])) !== 'late') return;
    throw new Error(`it did not come to rest: ${JSON.stringify(await stage.outstanding())}`);
  } finally {
    clearTimeout(timer);
  }
}
