import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Exact } from '#libs/money';
import type { Segment } from '../../rating/index.js';
import { tariff } from '../../rating/testing/tariffs.js';
import { sumOf } from './ledger.js';
import { faultsOf, Life, plansOf, type Story } from './testing/life.js';

const DAY_MS = 86_400_000;
const START = Date.parse('2027-12-01T00:00:00Z');
const PLANS = plansOf(tariff);

/** Milliseconds of a little more than a year. */
const moment = fc.integer({ min: 0, max: 400 * DAY_MS });
const changes = fc.array(fc.tuple(moment, fc.nat({ max: PLANS.length })), { minLength: 1, maxLength: 8 });
const told = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 0.999, noNaN: true }),
    fc.integer({ min: 1, max: 400 }),
    fc.integer({ min: 0, max: 90 }),
  ),
  {
    maxLength: 12,
  },
);

const stories: fc.Arbitrary<Story> = fc
  .record({
    day: fc.integer({ min: 0, max: 31 * DAY_MS - 1 }),
    lives: fc.array(fc.tuple(changes, told), { minLength: 1, maxLength: 2 }),
    looks: fc.array(moment, { maxLength: 30 }),
    isWatched: fc.boolean(),
    leaves: fc.integer({ min: 1, max: 420 * DAY_MS }),
  })
  .map(({ day, lives, looks, isWatched, leaves }) => {
    const installedAt = new Date(START + day);
    const at = (ms: number): Date => new Date(installedAt.getTime() + ms);
    const segments = lives.flatMap(([list], index) => segmentsOf(list, `res_${index}`, at));
    const told = lives.flatMap(([, list]) => list.flatMap((one) => toldOf(segments, one)));
    const starts = isWatched ? segments.map(({ start }) => start) : [];
    return {
      installedAt,
      segments,
      told,
      looks: [...starts, ...looks.map(at)],
      leavesAt: at(leaves),
      graceMs: 3_600_000,
    };
  });

/** One after the other; the last choice is that there is none. */
function segmentsOf(
  list: readonly (readonly [number, number])[],
  resourceId: string,
  at: (ms: number) => Date,
): Segment[] {
  const sorted = list.toSorted(([one], [other]) => one - other);
  return sorted.flatMap(([from, choice], index) => {
    const on = PLANS[choice];
    const next = sorted[index + 1];
    if (on === undefined || next?.[0] === from) return [];
    return [{ resourceId, tariff: on, start: at(from), end: next === undefined ? null : at(next[0]) }];
  });
}

/** Something used within a segment, told some days later. */
function toldOf(segments: readonly Segment[], [share, hours, late]: readonly [number, number, number]): Story['told'] {
  const segment = segments[Math.floor(share * segments.length)];
  if (segment?.resourceId === undefined || segment.resourceId === null) return [];
  const end = segment.end ?? new Date(segment.start.getTime() + 20 * DAY_MS);
  const at = new Date(segment.start.getTime() + Math.floor(share * (end.getTime() - segment.start.getTime())));
  const toldAt = new Date(at.getTime() + late * DAY_MS);
  return [{ at, toldAt, resourceId: segment.resourceId, planId: segment.tariff.planId, quantity: Exact.whole(hours) }];
}

describe('the invoices of a customer who changes plans as they like', () => {
  it('come to what all of it costs, with what was left in the end', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const life = new Life(story).live();
        const invoiced = life.invoices.reduce((sum, { totalCents }) => sum + totalCents, 0);
        expect(invoiced + life.carriedCents).toBe(life.directly());
        expect(sumOf(life.charges)).toBe(invoiced + life.carriedCents);
      }),
      { numRuns: 300 },
    );
  });

  it('are as Vercel wants them: inside their periods, on plans that were active, one for each, and never negative', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { invoices } = new Life(story).live();
        invoices.forEach((invoice, index) => {
          expect({ invoice, faults: faultsOf(invoice, invoices.slice(0, index), story.segments) }).toEqual({
            invoice,
            faults: [],
          });
        });
        expect(new Set(invoices.map(({ externalId }) => externalId)).size).toBe(invoices.length);
      }),
      { numRuns: 300 },
    );
  });
});
