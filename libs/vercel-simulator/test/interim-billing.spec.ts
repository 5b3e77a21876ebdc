import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Billed, interimBody, line, startBilled } from './support/billing.js';

describe('interim billing data', () => {
  let billed: Billed;
  beforeEach(async () => void (billed = await startBilled({ interim: false })));
  afterEach(() => billed.stop());

  const account = () => billed.sim.team('Acme').billing.account();
  const submit = async (more: object): Promise<number> => (await billed.post('', interimBody(more))).status;

  it('is held as it was told, as a list of lines or with discounts beside them', async () => {
    const usage = [{ name: 'Storage', type: 'total', units: 'GB', dayValue: 1, periodValue: 2, resourceId: 'res_1' }];
    expect(await submit({ usage, billing: [line()] })).toBe(201);
    expect(account().interim).toMatchObject({ items: [line()], discounts: [], usage });
    const discounts = [{ billingPlanId: 'pro', name: 'Friends', amount: '1.00' }];
    expect(await submit({ timestamp: '2026-01-15T12:00:00.001Z', billing: { items: [], discounts } })).toBe(201);
    expect(account().interim).toMatchObject({ items: [], discounts, usage: [] });
  });

  it('gives way to a strictly newer word only', async () => {
    const told = [
      ['2026-01-15T12:00:00.000Z', 'first'],
      ['2026-01-15T11:59:59.999Z', 'older'],
      ['2026-01-15T12:00:00.000Z', 'as old'],
      ['2026-01-15T12:00:00.001Z', 'newer'],
    ] as const;
    for (const [timestamp, name] of told) expect(await submit({ timestamp, billing: [line({ name })] })).toBe(201);
    expect(account().interim).toMatchObject({ items: [{ name: 'newer' }] });
    expect(account().stale.interim.map((at) => at.toISOString())).toEqual([told[1][0], told[2][0]]);
  });

  it.each([
    ['a day that ended more than 24 hours ago', { eod: '2026-01-14T11:59:59.999Z' }],
    ['a day outside of its period', { eod: '2026-02-01T00:00:00.001Z' }],
    ['a period that ends before it starts', { period: { start: '2026-02-01T00:00:00Z', end: '2026-01-01T00:00:00Z' } }],
    ['an unknown key', { currency: 'USD' }],
    ['an unknown key of a line', { billing: [line({ tax: '1.00' })] }],
    ['money with a sign', { billing: [line({ total: '-1.00' })] }],
    ['money without a digit before the point', { billing: { items: [line({ price: '.5' })] } }],
  ])('is refused with %s', async (_what, more) => {
    expect(await billed.post('', interimBody(more))).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    });
    expect(account().interim).toBeUndefined();
  });

  it('may be back-filled for 24 hours after a day and after a period, and not a moment longer', async () => {
    expect(await submit({ eod: '2026-01-14T12:00:00.000Z' })).toBe(201);
    const period = { start: '2025-12-01T00:00:00Z', end: '2026-01-14T12:00:00.000Z' };
    const timestamp = '2026-01-15T12:00:01Z';
    expect(await submit({ timestamp, period, eod: period.end })).toBe(201);
    billed.sim.clock.advance('PT1S');
    expect(await submit({ timestamp, period, eod: period.end })).toBe(400);
  });
});

describe('prepayment balances', () => {
  let billed: Billed;
  beforeEach(async () => void (billed = await startBilled()));
  afterEach(() => billed.stop());

  it('are kept for each target until a strictly newer word names it', async () => {
    const account = billed.sim.team('Acme').billing.account();
    const told = [
      ['2026-01-15T12:00:00.002Z', [{ currencyValueInCents: 500 }, { resourceId: 'res_1', currencyValueInCents: 70 }]],
      ['2026-01-15T12:00:00.001Z', [{ currencyValueInCents: 999 }]],
      ['2026-01-15T12:00:00.002Z', [{ currencyValueInCents: 998 }]],
      [
        '2026-01-15T12:00:00.003Z',
        [{ resourceId: 'res_1', currencyValueInCents: 69.5, credit: '0.69', nameLabel: 'x' }],
      ],
    ] as const;
    for (const [timestamp, balances] of told)
      expect((await billed.post('/balance', { timestamp, balances })).status).toBe(201);
    expect([...(account.balances?.byTarget.values() ?? [])]).toEqual([told[0][1][0], told[3][1][0]]);
    expect(account.stale.balances).toHaveLength(2);
    expect(
      (await billed.post('/balance', { timestamp: told[0][0], balances: [{ currencyValueInCents: '5' }] })).status,
    ).toBe(400);
  });
});
