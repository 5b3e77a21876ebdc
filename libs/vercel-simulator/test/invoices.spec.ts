import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Billed, idOf, interimBody, line, MONTH, startBilled } from './support/billing.js';
import { callVercel } from './support/vercel-call.js';

const discount = (amount: string, more: object = {}): object => ({
  billingPlanId: 'pro',
  resourceId: 'res_1',
  name: 'Friends',
  amount,
  ...more,
});

describe('a submitted invoice', () => {
  let billed: Billed;
  beforeEach(async () => void (billed = await startBilled()));
  afterEach(() => billed.stop());

  const held = () => billed.sim.team('Acme').billing.invoices();
  const refused = async (more: object, fault: RegExp): Promise<void> => {
    const error = {
      code: expect.stringMatching(/^(invalid_invoice|bad_request)$/),
      message: expect.stringMatching(fault),
    };
    expect(await billed.invoice(more)).toMatchObject({ status: 400, body: { error } });
  };

  it('is told back with all that it says, its lines and discounts added up to the cent', async () => {
    const items = [
      line({ total: '20.10' }),
      line({ name: 'Compute', price: '0.0004', quantity: 1234.5, total: '0.49' }),
    ];
    const discounts = [discount('0.3', { start: MONTH.start, details: 'till summer' })];
    const id = idOf(await billed.invoice({ externalId: 'ext-1', memo: 'thanks', items, discounts }));
    expect(await billed.read(id)).toEqual({
      invoiceId: id,
      externalId: 'ext-1',
      state: 'pending',
      memo: 'thanks',
      total: '20.29',
      items,
      discounts,
      invoiceDate: '2026-01-15T12:00:00.000Z',
      period: MONTH,
      invoiceNumber: 'SIM-000001',
      created: '2026-01-15T12:00:00.000Z',
      updated: '2026-01-15T12:00:00.000Z',
    });
    expect(await callVercel(billed.sim, billed.installation, '/billing/invoices/mi_none')).toMatchObject({
      status: 404,
    });
  });

  it('is there once under its external id, whatever else it says', async () => {
    idOf(await billed.invoice({ externalId: 'ext-1' }));
    const again = { externalId: 'ext-1', period: { ...MONTH, end: '2026-03-01T00:00:00Z' } };
    expect(await billed.invoice(again)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
    const other = await billed.sim.team('Other').install();
    await billed.sim.team('Other').provision({ product: 'postgres', plan: 'pro', name: 'b' });
    const post = (tail: string, body: unknown) => callVercel(billed.sim, other, tail, { method: 'POST', body });
    await post('/billing', interimBody());
    const items = [line({ resourceId: 'res_2' })];
    const said = { externalId: 'ext-1', invoiceDate: MONTH.start, period: MONTH, items };
    expect((await post('/billing/invoices', said)).status).toBe(200);
  });

  it('is the only one for a resource, a plan and a period', async () => {
    const items = [line(), line({ name: 'Compute' })];
    idOf(await billed.invoice({ items }));
    await refused({ externalId: 'another' }, /invoice for resource res_1 and plan pro/);
    const period = { start: '2025-12-01T00:00:00Z', end: '2026-01-31T00:00:00Z' };
    idOf(await billed.invoice({ period }));
    expect(held()).toHaveLength(2);
  });

  it.each([
    ['dated after its period', { invoiceDate: '2026-02-01T00:00:00.001Z' }, /invoiceDate/],
    ['with a period that is none', { period: { start: MONTH.end, end: MONTH.start } }, /period.start/],
    ['with a line outside of its period', { items: [line({ end: '2026-02-02T00:00:00Z' })] }, /"Pro"/],
    [
      'with a discount before its period',
      { discounts: [discount('1', { start: '2025-12-31T23:59:59Z' })] },
      /"Friends"/,
    ],
    [
      'for a plan that was not active',
      { items: [line({ billingPlanId: 'free' })] },
      /plan free was not active for resource res_1/,
    ],
    [
      'for a plan that the installation has not',
      { items: [line({ resourceId: undefined })] },
      /not active for the installation/,
    ],
    ['for a resource of nobody', { items: [line({ resourceId: 'res_9' })] }, /not active for resource res_9/],
    ['with a part of a cent', { items: [line({ total: '4.355' })] }, /4\.355 is not whole cents/],
    ['with more discounts than lines', { discounts: [discount('20.01')] }, /discounts are more/],
    ['with money in another form', { items: [line({ total: '1e2' })] }, /pattern/],
    ['with an unknown key', { currency: 'USD' }, /currency/],
    ['that is said to be the last one of an installation that stays', { final: true }, /final/],
  ])('is refused %s', async (_what, more, fault) => {
    await refused(more, fault);
    expect(held()).toEqual([]);
  });

  it('may be for a plan that was active in its period, and for no other', async () => {
    const { sim } = billed;
    await billed.pass('P1D');
    await sim.team('Acme').changePlan('res_1', 'free');
    await billed.pass('P40D');
    const [past, present] = [MONTH, { start: MONTH.end, end: '2026-03-01T00:00:00Z' }];
    const items = [line({ total: '5.00' }), line({ billingPlanId: 'free', total: '0.00' })];
    idOf(await billed.invoice({ period: past, items }));
    await refused({ period: present, invoiceDate: present.start, items }, /plan pro was not active/);
    await refused(
      { period: { start: '2025-11-01T00:00:00Z', end: '2026-01-10T00:00:00Z' }, invoiceDate: '2026-01-01T00:00:00Z' },
      /not active/,
    );
    await sim.team('Acme').remove('res_1');
    idOf(
      await billed.invoice({ period: present, invoiceDate: present.start, items: [line({ billingPlanId: 'free' })] }),
    );
  });

  it('is not for a plan that is paid before, nor for a resource that is only linked', async () => {
    await billed.sim.team('Acme').provision({ product: 'postgres', plan: 'credits', name: 'paid' });
    const prepaid = [line({ resourceId: 'res_2', billingPlanId: 'credits' })];
    await refused({ items: prepaid }, /not a subscription/);
    const billingPlan = { id: 'pro', type: 'subscription', name: 'pro' };
    const body = { productId: 'postgres', name: 'l', status: 'ready', ownership: 'linked', billingPlan };
    expect(await callVercel(billed.sim, billed.installation, '/resources/own', { method: 'PUT', body })).toMatchObject({
      status: 200,
    });
    await refused({ items: [line({ resourceId: 'own' })] }, /not active for resource own/);
  });

  it('is for the installation as a whole under its own plan', async () => {
    await billed.sim.team('Acme').refreshInstallation();
    idOf(await billed.invoice({ items: [line({ resourceId: undefined })] }));
  });

  it('may come before the answer that brings the plan', async () => {
    const { provider, sim } = billed;
    let early: Promise<number> | undefined;
    provider.before = () => {
      early = billed.invoice({ items: [line({ resourceId: 'res_2' })] }).then(({ status }) => status);
      return early;
    };
    await sim.team('Acme').provision({ product: 'postgres', plan: 'pro', name: 'b' });
    expect(await early).toBe(200);
  });
});

describe('an invoice without interim data', () => {
  it('is refused until there is some', async () => {
    const billed = await startBilled({ interim: false });
    const told = {
      status: 400,
      body: { error: { code: 'invalid_invoice', message: expect.stringMatching(/interim/) } },
    };
    expect(await billed.invoice()).toMatchObject(told);
    await billed.post('', interimBody());
    idOf(await billed.invoice());
    await billed.stop();
  });
});

describe('an invoice in test mode', () => {
  let billed: Billed;
  beforeEach(async () => void (billed = await startBilled()));
  afterEach(() => billed.stop());

  it('is told what is wrong with it, and taken nonetheless when nobody is to look', async () => {
    const items = [line({ billingPlanId: 'free' })];
    const told = await billed.invoice({ items, test: { validate: true } });
    expect(told).toMatchObject({ status: 200, body: { test: true, validationErrors: [/plan free/] } });
    expect(told.body).not.toHaveProperty('invoiceId');
    expect(await billed.read(idOf(await billed.invoice({ items, test: { validate: false } })))).toMatchObject({
      test: true,
    });
  });

  it.each([
    ['paid', ['created', 'paid']],
    ['notpaid', ['created', 'notpaid']],
    ['overdue', ['created', 'notpaid', 'overdue']],
  ])('ends as it was wished: %s', async (result, news) => {
    const id = idOf(await billed.invoice({ test: { result } }));
    await billed.pass('P30D');
    expect(await billed.read(id)).toMatchObject({ state: result, test: true });
    expect(billed.news()).toEqual(news);
    idOf(await billed.invoice({ invoiceDate: MONTH.start }));
  });
});
