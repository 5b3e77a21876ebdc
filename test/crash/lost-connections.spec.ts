import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Crashes } from './crashes.js';
import { PROVISION } from './flows/provision.flow.js';
import { Stage } from './stage.js';
import { type Boundary, keyOf } from './wire/gate.js';

describe('a server that loses its connections while it sells a resource', () => {
  /** The first to need it builds the server. */
  jest.setTimeout(180_000);
  let stage: Stage;
  let crashes: Crashes;
  let boundaries: readonly Boundary[];
  beforeAll(async () => {
    stage = await Stage.open();
    crashes = new Crashes(stage, PROVISION);
    boundaries = await crashes.boundaries();
  });
  afterAll(() => stage.close());

  it.each(['before', 'after'] as const)('says 503 and means it, %s each message', async (side) => {
    const wrong: string[] = [];
    for (const boundary of boundaries) {
      const heard = await crashes.lose({ boundary, side });
      if (heard !== 503) wrong.push(`${keyOf(boundary)}: ${heard}`);
    }
    expect(wrong).toEqual([]);
  });
});
