import { describe, expect, it } from '@jest/globals';
import { Exact } from '#libs/money';
import { rate } from './rate.js';
import type { Rated, Reduction } from './rating.js';
import { JANUARY, stay, tariff } from './testing/tariffs.js';

const TENTH: Reduction = { name: 'A tenth', percentage: '10' };
const FIVE: Reduction = { name: 'Five', amount: '5.00' };
const ALL: Reduction = { name: 'All', percentage: '100' };

function rated(own: readonly Reduction[], reductions: readonly Reduction[] = [], fixedFee = '20.00'): Rated {
  const segments = [stay(tariff({ fixedFee, discounts: own }), '01')];
  return rate({ period: JANUARY, until: JANUARY.end, segments, usage: [], reductions });
}
const brief = ({ discounts }: Rated): unknown[] => discounts.map(({ name, cents, details }) => [name, cents, details]);

describe('a discount', () => {
  it('takes a percentage of what those before it have left, that of the plan first', () => {
    const both = rated([FIVE], [TENTH]);
    expect(brief(both)).toEqual([
      ['Five', 500, 'at most $5.00 off $20.00'],
      ['A tenth', 150, '10 % off $15.00'],
    ]);
    expect(both.cents).toBe(1_350);
  });

  it.each([
    ['3.00', [FIVE], [], 300],
    ['20.00', [ALL], [FIVE, TENTH], 2_000],
    ['0.05', [TENTH], [], 1],
    ['0.04', [TENTH], [], 0],
  ])('takes off %s dollars with %j and %j no more than there is', (fee, own, reductions, off) => {
    const { discounts, cents, lines } = rated(own, reductions, fee);
    expect(discounts.reduce((sum, one) => sum + one.cents, 0)).toBe(off);
    expect(cents).toBe((lines[0]?.cents ?? 0) - off);
    expect(discounts.every((one) => one.cents > 0)).toBe(true);
  });

  it('stands beside the lines that it is about, for their time', () => {
    const { discounts } = rated([FIVE]);
    expect(discounts).toMatchObject([{ resourceId: 'res_1', planId: 'pro', billed: 'arrears', ...JANUARY }]);
  });

  it('of an amount goes to what is paid in advance, and what is left of it to what was used', () => {
    const meters = [{ meter: 'compute', unitPrice: '1.00' }];
    const plan = tariff({ billed: 'advance', fixedFee: '3.00', meters, discounts: [FIVE] });
    const usage = [{ resourceId: 'res_1', planId: 'pro', meter: 'compute', quantity: Exact.whole(9) }];
    const { discounts, cents } = rate({
      period: JANUARY,
      until: JANUARY.end,
      segments: [stay(plan, '01')],
      usage,
      reductions: [],
    });
    expect(discounts.map(({ billed, cents: off }) => [billed, off])).toEqual([
      ['advance', 300],
      ['arrears', 200],
    ]);
    expect(cents).toBe(700);
  });
});
