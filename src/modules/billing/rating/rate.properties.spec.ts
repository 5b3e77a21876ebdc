import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Exact, roundToCents } from '#libs/money';
import type { Pricing } from '../../catalog/index.js';
import { fixedFee } from './fixed-fee.js';
import { rate } from './rate.js';
import type { Segment, Usage } from './rating.js';
import { JANUARY, tariff } from './testing/tariffs.js';

const amount = fc.nat({ max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2));

const BILLION = Exact.whole(10 ** 9);
const decimal = fc.nat({ max: 10 ** 12 }).map((billionths) => Exact.whole(billionths).dividedBy(BILLION).toText(9));
const instant = fc.date({ min: new Date('2025-12-20'), max: new Date('2026-02-10'), noInvalidDate: true });
const mode = fc.constantFrom<'graduated' | 'volume'>('graduated', 'volume');
const steps = fc
  .tuple(decimal, decimal, decimal)
  .map(([first, second, third]) => [
    { upTo: '10', unitPrice: first },
    { upTo: '1000', unitPrice: second },
    { unitPrice: third },
  ]);
const meterPrice = fc.oneof(
  fc.record({ meter: fc.constant('compute'), unitPrice: decimal, included: decimal }),
  fc.record({ meter: fc.constant('compute'), tiers: fc.record({ mode, steps }) }),
);
const reduction = fc.oneof(
  fc.record({ name: fc.constant('off'), percentage: fc.nat({ max: 100 }).map(String) }),
  fc.record({ name: fc.constant('off'), amount }),
);
const pricing: fc.Arbitrary<Pricing> = fc.record({
  billed: fc.constantFrom('arrears', 'advance'),
  proration: fc.constantFrom('second', 'day', 'none'),
  fixedFee: amount,
  meters: fc.array(meterPrice, { maxLength: 1 }),
  discounts: fc.array(reduction, { maxLength: 3 }),
});

/** Times of one resource, one after the other, on plans of all kinds. */
const segments: fc.Arbitrary<Segment[]> = fc
  .tuple(fc.array(instant, { minLength: 2, maxLength: 6 }), fc.array(pricing, { minLength: 6, maxLength: 6 }))
  .map(([instants, prices]) => {
    const cuts = instants.toSorted((a, b) => a.getTime() - b.getTime());
    return cuts.slice(1).map((end, index) => ({
      resourceId: 'res_1',
      tariff: tariff(prices[index] ?? {}, `plan_${index}`),
      start: cuts[index] ?? end,
      end,
    }));
  });
const usage: fc.Arbitrary<Usage[]> = fc.array(
  fc.record({
    resourceId: fc.constant('res_1'),
    planId: fc.constantFrom('plan_0', 'plan_1'),
    meter: fc.constant('compute'),
    quantity: decimal.map((text) => Exact.parse(text)),
  }),
  { maxLength: 4 },
);

describe('whatever is rated', () => {
  it('adds up: lines less discounts are the total, which is never negative, for each resource, plan and invoice', () => {
    fc.assert(
      fc.property(segments, usage, fc.array(reduction, { maxLength: 2 }), instant, (times, used, reductions, until) => {
        const { lines, discounts, cents } = rate({ period: JANUARY, until, segments: times, usage: used, reductions });
        const sum = (all: readonly { cents: number }[]): number => all.reduce((total, one) => total + one.cents, 0);
        expect(cents).toBe(sum(lines) - sum(discounts));
        for (const { planId, billed } of discounts) {
          const same = (one: { planId: string; billed: string }): boolean =>
            one.planId === planId && one.billed === billed;
          expect(sum(lines.filter(same)) - sum(discounts.filter(same))).toBeGreaterThanOrEqual(0);
        }
        for (const one of [...lines, ...discounts]) {
          expect(one.cents).toBeGreaterThanOrEqual(0);
          expect(JANUARY.start <= one.start && one.start < one.end && one.end <= JANUARY.end).toBe(true);
        }
      }),
    );
  });

  it('has lines that are their quantity times their price, within what the shown places hide', () => {
    fc.assert(
      fc.property(segments, usage, (times, used) => {
        const { lines } = rate({ period: JANUARY, until: JANUARY.end, segments: times, usage: used, reductions: [] });
        for (const { price, quantity, cents } of lines) {
          const shown = roundToCents(Exact.parse(price).times(Exact.parse(quantity)));
          expect(Math.abs(shown - cents)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('costs the same, whichever way the times of a plan are cut, but for the rounding of each line', () => {
    const cuts = fc.array(fc.date({ min: JANUARY.start, max: JANUARY.end, noInvalidDate: true }), { maxLength: 6 });
    const proration = fc.constantFrom<'second' | 'day'>('second', 'day');
    fc.assert(
      fc.property(amount, cuts, proration, (fee, instants, by) => {
        const plan = tariff({ fixedFee: fee, proration: by });
        const bounds = [JANUARY.start, ...instants.toSorted((a, b) => a.getTime() - b.getTime()), JANUARY.end];
        const parts = bounds.slice(1).map((end, index) => ({ start: bounds[index] ?? end, end }));
        const lines = parts.flatMap((part) => fixedFee(plan, 'res_1', part, JANUARY) ?? []);
        const whole = fixedFee(plan, 'res_1', JANUARY, JANUARY)?.cents ?? 0;
        const sum = lines.reduce((total, line) => total + line.cents, 0);
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(lines.length / 2);
        const seconds = lines.map(({ details }) => Number(/for (\d+) of/.exec(details)?.[1] ?? 0));
        if (lines.length > 1) expect(seconds.reduce((a, b) => a + b, 0)).toBe(by === 'second' ? 2_678_400 : 31);
      }),
    );
  });

  it('never costs less when more is used, on a graduated plan', () => {
    fc.assert(
      fc.property(steps, decimal, decimal, (each, one, other) => {
        const plan = tariff({ meters: [{ meter: 'compute', tiers: { mode: 'graduated', steps: each } }] });
        const [less, more] = [Exact.parse(one), Exact.parse(other)].toSorted((a, b) => a.compare(b));
        const exactly = (quantity: Exact | undefined): number =>
          rate({
            period: JANUARY,
            until: JANUARY.end,
            segments: [{ resourceId: 'res_1', tariff: plan, start: JANUARY.start, end: null }],
            usage: [{ resourceId: 'res_1', planId: 'pro', meter: 'compute', quantity: quantity ?? Exact.zero }],
            reductions: [],
          }).cents;
        expect(exactly(more)).toBeGreaterThanOrEqual(exactly(less));
      }),
    );
  });

  it('is the same each time', () => {
    fc.assert(
      fc.property(segments, usage, (times, used) => {
        const facts = { period: JANUARY, until: JANUARY.end, segments: times, usage: used, reductions: [] };
        expect(rate(facts)).toEqual(rate(structuredClone(facts)));
      }),
    );
  });
});
