import { describe, expect, it } from '@jest/globals';
import { Exact } from '#libs/money';
import { rate } from './rate.js';
import type { Rated, Segment, Usage } from './rating.js';
import { JANUARY, stay, tariff } from './testing/tariffs.js';

const PRO = tariff({ fixedFee: '20.00' });
const TEAM = tariff({ fixedFee: '50.00' }, 'team');
const used = (quantity: string, planId = 'pro'): Usage => ({
  resourceId: 'res_1',
  planId,
  meter: 'compute',
  quantity: Exact.parse(quantity),
});

function january(segments: readonly Segment[], rest: { until?: string; usage?: readonly Usage[] } = {}): Rated {
  const until = rest.until === undefined ? JANUARY.end : new Date(`2026-01-${rest.until}T00:00:00Z`);
  return rate({ period: JANUARY, until, segments, usage: rest.usage ?? [], reductions: [] });
}
const brief = ({ lines }: Rated): unknown[] => lines.map((line) => [line.planId, line.quantity, line.cents]);

describe('a fixed fee', () => {
  it('is due whole for a whole period, and says so', () => {
    const { lines, cents } = january([stay(PRO, '01')]);
    expect(cents).toBe(2_000);
    expect(lines).toEqual([
      {
        kind: 'fixed',
        billed: 'arrears',
        resourceId: 'res_1',
        planId: 'pro',
        name: 'PRO',
        details: '$20.00 for the whole period',
        ...JANUARY,
        price: '20.00',
        quantity: '1',
        units: 'period',
        cents: 2_000,
      },
    ]);
  });

  it.each([
    ['01T00:00:00', '01T00:00:01', 0, '$20.00 a period, for 1 of its 2678400 seconds'],
    ['01T00:00:00', '01T12:00:00', 32, '$20.00 a period, for 43200 of its 2678400 seconds'],
    ['31T23:59:59.999', null, 0, '$20.00 a period, for 1 of its 2678400 seconds'],
    ['16T12:00:00', null, 1_000, '$20.00 a period, for 1339200 of its 2678400 seconds'],
  ])('from %s to %s is %d cents by the second', (from, to, cents, details) => {
    expect(january([stay(PRO, from, to)]).lines).toMatchObject([{ cents, details }]);
  });

  it.each([
    ['01T00:00:00', '02T00:00:00', [['pro', '0.032258065', 65]]],
    ['01T06:00:00', '01T18:00:00', []],
    ['01T06:00:00', '02T00:00:00', []],
    ['01T06:00:00', '02T00:00:01', [['pro', '0.032258065', 65]]],
    ['15T10:00:00', null, [['pro', '0.516129032', 1_032]]],
  ])('by the day counts the days whose first instant lies between %s and %s', (from, to, lines) => {
    const daily = tariff({ fixedFee: '20.00', proration: 'day' });
    expect(brief(january([stay(daily, from, to)]))).toEqual(lines);
  });

  it('that is not prorated is due whole, and once, however often the plan is left and taken again', () => {
    const flat = tariff({ fixedFee: '20.00', proration: 'none' });
    const there = [stay(flat, '03', '04'), stay(TEAM, '04', '05'), stay(flat, '05')];
    expect(brief(january(there))).toEqual([
      ['pro', '1', 2_000],
      ['team', '0.032258065', 161],
    ]);
  });

  it('in arrears is due so far, in advance as if the plan went on', () => {
    const ahead = tariff({ fixedFee: '20.00', billed: 'advance' });
    expect(january([stay(PRO, '01')], { until: '16' }).cents).toBe(968);
    expect(january([stay(ahead, '01')], { until: '16' }).lines).toMatchObject([{ billed: 'advance', cents: 2_000 }]);
    expect(january([stay(ahead, '01', '11')], { until: '16' }).cents).toBe(645);
  });

  it('follows a change of plan: each for its own time, with nothing between them', () => {
    const { lines, cents } = january([stay(PRO, '01', '11'), stay(TEAM, '11')]);
    expect(lines.map(({ planId, start, end, cents: each }) => [planId, start.getUTCDate(), end, each])).toEqual([
      ['pro', 1, new Date('2026-01-11T00:00:00Z'), 645],
      ['team', 11, JANUARY.end, 3_387],
    ]);
    expect(cents).toBe(4_032);
  });

  it('ends at the end of the period: what begins there belongs to the next', () => {
    const next = { ...stay(PRO, '01'), start: JANUARY.end };
    const before = { ...stay(PRO, '01'), start: new Date('2025-12-01'), end: JANUARY.start };
    expect(january([next, before]).lines).toEqual([]);
  });
});

describe('usage', () => {
  const hourly = tariff({ meters: [{ meter: 'compute', unitPrice: '0.10', included: '10' }] });

  it.each([
    ['0', []],
    ['9.999999999', [['0', 0, '9.999999999 hours used, 10 included']]],
    ['10', [['0', 0, '10 hours used, 10 included']]],
    ['10.049999999', [['0.049999999', 0, '10.049999999 hours used, 10 included']]],
    ['10.05', [['0.05', 1, '10.05 hours used, 10 included']]],
    ['110', [['100', 1_000, '110 hours used, 10 included']]],
  ])('of %s hours with 10 included', (quantity, lines) => {
    const rated = january([stay(hourly, '01')], { usage: [used(quantity)] });
    expect(rated.lines.map((line) => [line.quantity, line.cents, line.details])).toEqual(lines);
  });

  it('counts what is included once, though the plan was left and taken again', () => {
    const there = [stay(hourly, '01', '05'), stay(TEAM, '05', '06'), stay(hourly, '06')];
    const { lines } = january(there, { usage: [used('8'), used('8')] });
    expect(lines.filter(({ kind }) => kind === 'usage')).toMatchObject([{ quantity: '6', cents: 60 }]);
  });

  it('of somebody else, of another plan and of what has no price costs nothing', () => {
    const usage = [{ ...used('99'), resourceId: 'res_2' }, used('99', 'team'), { ...used('99'), meter: 'storage' }];
    expect(january([stay(hourly, '01')], { usage })).toEqual({ lines: [], discounts: [], cents: 0 });
  });

  it.each([
    ['100', [['100', '0.10', 1_000]]],
    ['100.5', [['100', '0.10', 1_000], ['0.5', '0.05', 3]]], // prettier-ignore
    ['1500', [['100', '0.10', 1_000], ['900', '0.05', 4_500], ['500', '0.01', 500]]], // prettier-ignore
  ])('of %s hours in graduated tiers pays each hour by its step', (quantity, lines) => {
    const rated = january([stay(tiered('graduated'), '01')], { usage: [used(quantity)] });
    expect(rated.lines.map((line) => [line.quantity, line.price, line.cents])).toEqual(lines);
  });

  it.each([
    ['100', '0.10', 1_000, 'above 0 up to 100 hours'],
    ['100.000000001', '0.05', 500, 'above 100 up to 1000 hours'],
    ['2000', '0.01', 2_000, 'above 1000 hours'],
  ])('of %s hours by volume pays all of them %s', (quantity, price, cents, range) => {
    const rated = january([stay(tiered('volume'), '01')], { usage: [used(quantity)] });
    const details = `${quantity} hours used, all at the price ${range}`;
    expect(rated.lines).toMatchObject([{ quantity, price, cents, details }]);
  });
});

function tiered(mode: 'graduated' | 'volume'): Segment['tariff'] {
  const steps = [{ upTo: '100', unitPrice: '0.10' }, { upTo: '1000', unitPrice: '0.05' }, { unitPrice: '0.01' }];
  return tariff({ meters: [{ meter: 'compute', tiers: { mode, steps } }] });
}
