import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Purse } from './purse.js';

const WHOLE = 'icfg_1';
const HOLDERS = [WHOLE, 'res_1', 'res_2', 'res_3'];
const cents = fc.integer({ min: -100_000, max: 100_000 });
const balances = fc
  .tuple(cents, cents, cents, cents)
  .map((each) => new Map(HOLDERS.map((name, at) => [name, each[at] ?? 0])));
const holder = fc.constantFrom(...HOLDERS);
const whereabouts = fc.constantFrom('here' as const, 'gone' as const);

const sum = (shares: readonly { readonly cents: number }[]): number =>
  shares.reduce((all, each) => all + each.cents, 0);
const after = (
  before: ReadonlyMap<string, number>,
  shares: readonly { holder: string; cents: number }[],
): Map<string, number> => {
  const next = new Map(before);
  for (const share of shares) next.set(share.holder, (next.get(share.holder) ?? 0) + share.cents);
  return next;
};

describe('who pays', () => {
  it('pays the whole cost, to the cent, and gets back what it was too much', () => {
    fc.assert(
      fc.property(balances, holder, cents, whereabouts, (before, who, cost, where) => {
        const shares = new Purse(WHOLE, new Map(before)).pay(who, cost, where);
        expect(sum(shares)).toBe(cost === 0 ? 0 : -cost);
        expect(new Set(shares.map((share) => share.holder)).size).toBe(shares.length);
        expect(shares.every((share) => share.cents !== 0)).toBe(true);
      }),
    );
  });

  it('is the resource as long as it has something, and then the installation, which never owes for one that is here', () => {
    fc.assert(
      fc.property(balances, fc.constantFrom('res_1', 'res_2'), fc.nat(200_000), (before, who, cost) => {
        const next = after(before, new Purse(WHOLE, new Map(before)).pay(who, cost, 'here'));
        const [own, shared] = [before.get(who) ?? 0, before.get(WHOLE) ?? 0];
        const touchesShared = next.get(WHOLE) !== shared;
        if (touchesShared) expect([(next.get(WHOLE) ?? 0) >= 0, (next.get(who) ?? 0) <= 0]).toEqual([true, true]);
        if (own >= cost) expect(next.get(who)).toBe(own - cost);
      }),
    );
  });

  it('pays debts from what the installation has, and changes nothing in all', () => {
    fc.assert(
      fc.property(balances, (before) => {
        const paid = new Purse(WHOLE, new Map(before)).payDebts();
        const next = after(before, [...paid, { holder: WHOLE, cents: -sum(paid) }]);
        const debts = [...next].filter(([name, each]) => name !== WHOLE && each < 0);
        expect(paid.every((share) => share.cents > 0)).toBe(true);
        expect(debts.length === 0 || (next.get(WHOLE) ?? 0) <= 0).toBe(true);
        if ((before.get(WHOLE) ?? 0) >= 0) expect(next.get(WHOLE)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
