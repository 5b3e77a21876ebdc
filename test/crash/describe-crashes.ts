import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Crashes } from './crashes.js';
import type { Flow } from './flows/flow.js';
import { chosen, EXTENT, LIMIT_MS } from './sample.js';
import { Stage } from './stage.js';
import { keyOf, type Point, sidesOf } from './wire/gate.js';

/** Of one flow that has a stage of its own, and of each of several that share one. */
const SAMPLE = { alone: 2, shared: 1 };
const RUN_MS = 120_000;

/** Declares the tests of flows on one stage: killed at each of their boundaries where `CRASH=all`, else at a sample of them. */
export function describeCrashes(...flows: readonly Flow[]): void {
  describe('a server that is killed', () => {
    jest.setTimeout(LIMIT_MS);
    let stage: Stage;
    const ran: Crashes[] = [];
    beforeAll(async () => {
      stage = await Stage.open();
    });
    afterAll(() => stage.close());

    it.each(flows)(`while it $title, loses nothing and does nothing twice, ${EXTENT}`, async (flow) => {
      const crashes = new Crashes(stage, flow);
      ran.push(crashes);
      const boundaries = await crashes.boundaries();
      const points = chosen(boundaries.flatMap(sidesOf), flows.length > 1 ? SAMPLE.shared : SAMPLE.alone);
      const faults: string[] = [];
      for (const point of points)
        await within(stage, crashes.run(point)).catch((error: Error) =>
          faults.push(`${told(point)}: ${error.message}`),
        );
      process.stdout.write(`${flow.title}: ${boundaries.length} boundaries, killed at ${points.length} points\n`);
      expect(faults).toEqual([]);
    });

    it('has come to the end that was promised a day later, whatever happened on the way', async () => {
      await Crashes.aDayLater(stage);
      for (const crashes of ran) await crashes.assertRightLater();
    });
  });
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
