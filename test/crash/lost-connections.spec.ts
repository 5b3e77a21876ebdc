import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Crashes } from './crashes.js';
import { PROVISION } from './flows/provision.flow.js';
import { chosen, EXTENT, LIMIT_MS } from './sample.js';
import { Stage } from './stage.js';
import { type Boundary, keyOf, sidesOf } from './wire/gate.js';

const SAMPLE = 10;

describe('a server that loses its connections while it sells a resource', () => {
  jest.setTimeout(LIMIT_MS);
  let stage: Stage;
  let crashes: Crashes;
  let boundaries: readonly Boundary[];
  beforeAll(async () => {
    stage = await Stage.open();
    crashes = new Crashes(stage, PROVISION);
    boundaries = await crashes.boundaries();
  });
  afterAll(() => stage.close());

  it(`says 503 and means it, ${EXTENT}`, async () => {
    const wrong: string[] = [];
    for (const point of chosen(boundaries.flatMap(sidesOf), SAMPLE)) {
      const heard = await crashes.lose(point);
      if (heard !== 503) wrong.push(`${point.side} ${keyOf(point.boundary)}: ${heard}`);
    }
    expect(wrong).toEqual([]);
  });
});
