import { describe, expect, it } from '@jest/globals';
import { standingOf } from './standing.js';

const STOP = { floor: 0, low: 200 };
const ALLOW = { floor: null, low: 200 };
const BOUNDED = { floor: -100, low: 200 };

describe('a balance stands', () => {
  it.each([
    ['well without credits before anything was used', STOP, 0, 0, false, 'well'],
    ['well above the mark', STOP, 200, 0, true, 'well'],
    ['low below it', STOP, 199, 0, true, 'low'],
    ['well with what the installation has beside it', STOP, 100, 100, true, 'well'],
    ['stopped at nothing', STOP, 0, 0, true, 'stopped'],
    ['low at nothing of its own', STOP, 0, 1, true, 'low'],
    ['stopped below nothing, whoever owes', STOP, -1, 0, false, 'stopped'],
    ['stopped although the installation owes more', STOP, 0, -500, true, 'stopped'],
    ['exhausted at nothing where it may go on', ALLOW, 0, 0, true, 'exhausted'],
    ['exhausted far below where it may go on', ALLOW, -1_000_000, 0, true, 'exhausted'],
    ['exhausted before the limit', BOUNDED, -99, 0, true, 'exhausted'],
    ['stopped at the limit', BOUNDED, -100, 0, true, 'stopped'],
    ['well on a plan without credits', null, -100, 0, true, 'well'],
  ] as const)('%s', (_what, terms, own, shared, hasBurned, standing) => {
    expect(standingOf({ terms, own, shared, hasBurned })).toBe(standing);
  });
});
