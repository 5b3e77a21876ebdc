import { describe, expect, it } from '@jest/globals';
import { Exact } from '#libs/money';
import type { Pricing } from '../../catalog/index.js';
import { rate } from './rate.js';
import type { Rated, Segment } from './rating.js';
import { JANUARY, stay, tariff } from './testing/tariffs.js';

const sum = (all: readonly { readonly cents: number }[]): number => all.reduce((total, { cents }) => total + cents, 0);

function january(segments: readonly Segment[], quantity: string = '0'): Rated {
  const used = { resourceId: 'res_1', planId: 'pro', meter: 'compute', quantity: Exact.parse(quantity) };
  return rate({ period: JANUARY, until: JANUARY.end, segments, usage: [used], reductions: [] });
}
const metered = (unitPrice: string): Pricing['meters'] => [{ meter: 'compute', unitPrice }];
const hours = (count: number): string =>
  new Date(JANUARY.start.getTime() + count * 3_600_000).toISOString().slice(8, 19);

describe('a line', () => {
  it.each([
    ['1', '0.005', 1],
    ['1', '0.004999999', 0],
    ['0.999999999', '0.005', 0],
    ['0.5', '0.01', 1],
    ['3', '0.005', 2],
    ['5000000', '0.000000001', 1],
    ['4999999.999999999', '0.000000001', 0],
    ['0.000000001', '0.000000001', 0],
    ['123456.789012345', '0.987654321', 12_193_263],
    ['1000000000', '1.005', 100_500_000_000],
    ['333.333333333', '0.03', 1_000],
  ])('of %s at %s dollars each is %d cents', (quantity, price, cents) => {
    expect(january([stay(tariff({ meters: metered(price) }), '01')], quantity)).toMatchObject({ cents });
  });

  /** Divided first, and the quotient cut to any number of digits, each of them would be a cent less. */
  it.each([
    ['27.90', 14, 53],
    ['35.34', 14, 67],
    ['12.09', 4, 7],
    ['3.72', 15, 8],
    ['11.16', 17, 26],
    ['0.06', 62, 1],
  ])('of %s dollars a month for %d of its 744 hours is rounded once, to %d cents', (fixedFee, count, cents) => {
    expect(january([stay(tariff({ fixedFee }), '01', hours(count))])).toMatchObject({ cents });
  });

  it('of half a cent is a whole one, for each of two hundred, and they add up to the total', () => {
    const fee = tariff({ fixedFee: '0.01' });
    const half = Array.from({ length: 200 }, (_none, index) => stay(fee, '16T12:00:00', null, `res_${index}`));
    const { lines, cents } = january(half);
    expect(new Set(lines.map((line) => line.cents))).toEqual(new Set([1]));
    expect([lines.length, sum(lines), cents]).toEqual([200, 200, 200]);
  });

  it.each([
    ['graduated', '2', [1, 1]],
    ['graduated', '1.5', [1, 0]],
    ['volume', '2', [1]],
    ['volume', '1', [1]],
  ] as const)('of each step of %s tiers is rounded by itself: %s units', (mode, quantity, cents) => {
    const steps = [{ upTo: '1', unitPrice: '0.005' }, { unitPrice: '0.0050' }];
    const plan = tariff({ meters: [{ meter: 'compute', tiers: { mode, steps } }] });
    const rated = january([stay(plan, '01')], quantity);
    expect(rated.lines.map((line) => line.cents)).toEqual(cents);
    expect(rated.cents).toBe(sum(rated.lines));
  });

  it.each([
    ['0.01', '50', 1, 0],
    ['0.03', '50', 2, 1],
    ['0.10', '5', 1, 9],
    ['0.09', '5', 0, 9],
    ['20.00', '33.3333', 667, 1_333],
  ])('of %s dollars less %s percent: %d cents come off, %d are left', (fixedFee, percentage, off, left) => {
    const plan = tariff({ fixedFee, discounts: [{ name: 'Less', percentage }] });
    const { lines, discounts, cents } = january([stay(plan, '01')]);
    expect([sum(discounts), cents]).toEqual([off, left]);
    expect(sum(lines) - sum(discounts)).toBe(cents);
  });
});
