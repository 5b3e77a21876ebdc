import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PeriodStatement } from '../statements/index.js';
import type { Burned } from './burn.repository.js';
import { burningOf } from './burning.js';

const period = { start: new Date('2026-01-31T10:00:00Z'), end: new Date('2026-02-28T10:00:00Z') };

type Totals = Readonly<Record<string, number>>;

/** What a statement says that has come to these cents, by resource. */
function statementOf(totals: Totals, unpriced: readonly string[] = []): PeriodStatement {
  const position = { planId: 'credits', billed: 'arrears', name: '', details: '', ...period } as const;
  const lines = Object.entries(totals).flatMap(([resourceId, cents]) => [
    { ...position, resourceId, kind: 'usage', price: '0.01', quantity: '1', units: 'cents', cents: cents + 5 } as const,
  ]);
  const discounts = Object.keys(totals).map((resourceId) => ({ ...position, resourceId, cents: 5 }));
  const nothing = { lines: [], discounts: [], cents: 0 };
  const cents = Object.values(totals).reduce((sum, each) => sum + each, 0);
  const times = unpriced.map((resourceId) => ({
    resourceId,
    productSlug: 'shop',
    planId: 'credits',
    startedAt: period.start,
    usedFrom: period.start,
    endedAt: null,
  }));
  return {
    installationId: 'icfg_1',
    period,
    until: period.end,
    subscription: nothing,
    prepaid: { lines, discounts, cents },
    figures: [],
    times,
    isSubscribed: false,
    isPrepaid: true,
    unpriced: times,
  };
}

/** The record after what was burned. */
function noted(before: readonly Burned[], burned: readonly Burned[]): readonly Burned[] {
  const all = new Map([...before, ...burned].map((burn) => [burn.holder, burn]));
  return [...all.values()];
}

describe('what is burned', () => {
  const totals = fc.dictionary(fc.constantFrom('res_1', 'res_2', 'res_3'), fc.nat(1_000_000));

  it('comes in all to what the period has come to at last, whatever it was in between', () => {
    fc.assert(
      fc.property(fc.array(totals, { minLength: 1, maxLength: 8 }), (looks) => {
        let before: readonly Burned[] = [];
        const taken = new Map<string, number>();
        const references = new Set<string>();
        for (const look of looks) {
          const { costs, burned } = burningOf(statementOf(look), before);
          for (const { holder, cents, reference } of costs) {
            taken.set(holder, (taken.get(holder) ?? 0) - cents);
            expect(references.has(reference)).toBe(false);
            references.add(reference);
          }
          before = noted(before, burned);
          expect(burningOf(statementOf(look), before)).toEqual({ costs: [], burned: [] });
        }
        const last = looks.at(-1) ?? {};
        for (const [holder, cents] of taken) expect([holder, cents]).toEqual([holder, last[holder] ?? 0]);
      }),
    );
  });

  it('stays burned where nobody can price it any more', () => {
    const { burned } = burningOf(statementOf({ res_1: 100 }), []);
    expect(burningOf(statementOf({}, ['res_1']), burned).costs).toEqual([]);
    expect(burningOf(statementOf({}), burned).costs).toMatchObject([{ holder: 'res_1', cents: 100 }]);
  });
});
