import { describe, expect, it } from '@jest/globals';
import { JANUARY, stay, tariff } from '../../rating/testing/tariffs.js';
import { rate } from '../../rating/index.js';
import { type Composed, compose } from './compose.js';
import { type Due, duesOf } from './dues.js';
import type { Group } from './placing.js';
import { suspicionOf } from './sanity.js';

/** What a plan of so many dollars costs for January. */
function dueOf(fixedFee: string, planId: string): Due {
  const segments = [stay(tariff({ fixedFee }, planId), '01')];
  const [due] = duesOf(JANUARY, rate({ period: JANUARY, until: JANUARY.end, segments, usage: [], reductions: [] }), []);
  if (due === undefined) throw new Error('nothing is due');
  return due;
}

function group(...dues: readonly Due[]): Group {
  const externalId = dues.map(({ planId }) => planId).join();
  return { kind: 'arrears', externalId, period: JANUARY, invoiceDate: JANUARY.start, dues };
}

/** Something to be given back. */
const credit = (cents: number): Due => ({ ...dueOf('1.00', 'left'), cents: -cents, lines: [], discounts: [] });

describe('what is due', () => {
  it('stands in the larger invoice where it is too little for its own, in one line', () => {
    const { invoices, carriedCents } = compose(
      { groups: [group(dueOf('20.00', 'pro')), group(dueOf('0.30', 'tiny'))], loose: [] },
      10,
    );
    expect(carriedCents).toBe(0);
    expect(invoices).toMatchObject([{ externalId: 'pro', totalCents: 2_040 }]);
    const lines = invoices[0]?.items.map(({ name, total, billingPlanId }) => [name, total, billingPlanId]);
    expect(lines).toEqual([
      ['PRO', '20.00', 'pro'],
      ['Carried over', '0.10', 'pro'],
      ['TINY', '0.30', 'pro'],
    ]);
  });

  it.each([
    [500, 0, [1_500], 0],
    [1_950, 0, [50], 0],
    [1_951, 0, [], 49],
    [2_000, 0, [], 0],
    [2_700, 0, [], -700],
    [0, -2_700, [], -700],
    [1_000, 1_000, [2_000], 0],
  ])(
    'less %d cents of credit, with %d carried before, is invoiced as %j and leaves %d',
    (back, carried, totals, left) => {
      const loose = back === 0 ? [] : [credit(back)];
      const { invoices, carriedCents } = compose({ groups: [group(dueOf('20.00', 'pro'))], loose }, carried);
      expect(invoices.map(({ totalCents }) => totalCents)).toEqual(totals);
      expect(carriedCents).toBe(left);
    },
  );

  it('waits where there is nobody whose invoice it could stand in', () => {
    const due = dueOf('7.00', 'gone');
    expect(compose({ groups: [], loose: [due] }, 5)).toEqual({ invoices: [], carriedCents: 705, left: [due] });
  });
});

describe('an invoice', () => {
  const invoice = (...dues: readonly Due[]): Composed => {
    const [made] = compose({ groups: [group(...dues)], loose: [] }, 0).invoices;
    if (made === undefined) throw new Error('there is none');
    return made;
  };

  it.each([
    ['200.00', [1_000, 1_000, 1_000], /ten times/],
    ['100.00', [100, 100, 100], null],
    ['100.01', [1_000, 1_000, 1_000], /ten times/],
    ['100.00', [1_000, 1_000, 1_000], null],
    ['900.00', [1_000, 1_000], null],
    ['900.00', [], null],
    ['10000.00', [], null],
    ['10000.01', [], /little to compare/],
    ['10000.01', [1_000_000, 1_000_000], /little to compare/],
    ['10000.01', [900_000, 900_000, 900_000], null],
    ['900.00', [9_000, 9_000, 9_000], null],
  ])('of %s after %j is suspicious for %s', (fee, history, why) => {
    const suspicion = suspicionOf(invoice(dueOf(fee, 'pro')), history);
    if (why === null) expect(suspicion).toBeNull();
    else expect(suspicion).toMatch(why);
  });

  it('is suspicious with a fee twice, whatever was usual', () => {
    const due = dueOf('20.00', 'pro');
    expect(suspicionOf(invoice(due, due), [])).toMatch(/twice/);
  });
});
