import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Crashes } from './crashes.js';
import type { Flow } from './flows/flow.js';
import { chosen, EXTENT, LIMIT_MS } from './sample.js';
import { Stage } from './stage.js';
import { type Boundary, keyOf, type Point, sidesOf } from './wire/gate.js';

const SAMPLE = 2;
const RUN_MS = 120_000;

/** Declares the tests of a flow: killed at each of its boundaries where `CRASH=all`, else at a sample of them. */
export function describeCrashes(flow: Flow): void {
  describe(`a server that is killed while it ${flow.title}`, () => {
    jest.setTimeout(LIMIT_MS);
    let stage: Stage;
    let crashes: Crashes;
    let boundaries: readonly Boundary[];
    beforeAll(async () => {
      stage = await Stage.open();
      crashes = new Crashes(stage, flow);
      boundaries = await crashes.boundaries();
    });
    afterAll(() => stage.close());

    it(`loses nothing and does nothing twice, ${EXTENT}`, async () => {
      const points = chosen(boundaries.flatMap(sidesOf), SAMPLE);
      const faults: string[] = [];
      for (const point of points)
        await within(stage, crashes.run(point)).catch((error: Error) =>
          faults.push(`${told(point)}: ${error.message}`),
        );
      process.stdout.write(`${flow.title}: ${boundaries.length} boundaries, killed at ${points.length} points\n`);
      expect(faults).toEqual([]);
    });

    it('has come to the end that was promised a day later, whatever happened on the way', () =>
      crashes.assertRightLater());
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
