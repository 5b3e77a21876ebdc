import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BillingData, InvoiceSubmission } from '#libs/vercel-api';
import type { BillingPlan } from '#libs/vercel-contract';
import { type Running, start } from './support/start.js';

const PLAN: BillingPlan = { id: 'pro', type: 'subscription', name: 'Pro', description: 'All of it' };
const NOW = new Date('2026-11-22T00:00:00Z');
const MONTH = { start: new Date('2026-11-01T00:00:00Z'), end: new Date('2026-12-01T00:00:00Z') };
const LINE = {
  billingPlanId: 'pro',
  resourceId: 'res_1',
  name: 'Compute',
  details: '1,000 × 0.02',
  start: new Date('2026-11-10T00:00:00Z'),
  end: MONTH.end,
  price: '0.0200',
  quantity: 1_000.123456789,
  units: 'hours',
  total: '20.00',
};
const OFF = { billingPlanId: 'pro', resourceId: 'res_1', name: 'Friends', details: '5 %', amount: '1.00' };
const USAGE = { name: 'c', type: 'interval', units: 'hours', dayValue: 0.5, periodValue: 7, planValue: 10 } as const;
const DATA: BillingData = {
  timestamp: NOW,
  eod: new Date('2026-11-23T00:00:00Z'),
  period: MONTH,
  billing: { items: [LINE], discounts: [OFF] },
  usage: [{ ...USAGE, resourceId: 'res_1' }, USAGE],
};
const INVOICE: InvoiceSubmission = {
  externalId: 'inv-1',
  invoiceDate: NOW,
  period: MONTH,
  items: [LINE],
  discounts: [OFF],
  memo: 'thanks',
};
const DONE = { kind: 'done', value: undefined };

const error = (status: number, code = 'x') =>
  ({ kind: 'status', status, body: { error: { code, message: 'm' } } }) as const;

describe('a call about money', () => {
  let running: Running;
  const wire = (): unknown => running.sim.record.calls.at(-1)?.body;
  const json = (given: unknown): unknown => JSON.parse(JSON.stringify(given));
  const account = () => running.sim.record.billing.of('icfg_test');
  const submitted = async (invoice: InvoiceSubmission = INVOICE): Promise<string> => {
    const outcome = await running.api.invoices.submit(running.access, invoice);
    if (outcome.kind !== 'done') throw new Error(outcome.message);
    return outcome.value.invoiceId ?? '';
  };

  beforeEach(async () => {
    running = await start();
    running.resource.billingPlan = PLAN;
  });
  afterEach(() => running.stop());

  it('submits interim data, every key arriving as given', async () => {
    const { api, access } = running;
    expect(await api.billing.submitData(access, DATA)).toEqual(DONE);
    expect(wire()).toEqual(json(DATA));
    expect(account().interim).toMatchObject({ timestamp: NOW, period: MONTH });
    const least = { ...DATA, billing: { items: [] }, usage: [] };
    expect(await api.billing.submitData(access, least)).toEqual(DONE);
    expect(wire()).toEqual(json(least));
  });

  it('submits balances, of resources and of the whole', async () => {
    const { api, access } = running;
    const balances = [
      { resourceId: 'res_1', currencyValueInCents: 4355, credit: '43.55', nameLabel: 'Credits' },
      { currencyValueInCents: 0 },
    ];
    expect(await api.billing.submitBalances(access, { timestamp: NOW, balances })).toEqual(DONE);
    expect(wire()).toEqual(json({ timestamp: NOW, balances }));
    expect([...(account().balances?.byTarget.values() ?? [])]).toEqual(balances);
  });

  it('submits an invoice, every key arriving as given, and reads it', async () => {
    const { api, access } = running;
    await api.billing.submitData(access, DATA);
    const invoiceId = await submitted();
    expect(wire()).toEqual(json(INVOICE));
    const value = {
      invoiceId,
      externalId: 'inv-1',
      invoiceNumber: 'SIM-000001',
      test: false,
      state: 'pending',
      total: '19.00',
      invoiceDate: NOW,
      period: MONTH,
      items: [{ billingPlanId: 'pro', resourceId: 'res_1', name: 'Compute', total: '20.00' }],
    };
    expect(await api.invoices.get(access, invoiceId)).toEqual({ kind: 'done', value });
    const none = { kind: 'final', status: 404, code: 'not_found' };
    expect(await api.invoices.get(access, 'mi_none')).toMatchObject(none);
  });

  it('tells an invoice that is there by 409, one that breaks a rule by 400, and in test mode which', async () => {
    const { api, access } = running;
    const wrong = { kind: 'final', status: 400, code: 'invalid_invoice' };
    expect(await api.invoices.submit(access, INVOICE)).toMatchObject(wrong);
    const test = await api.invoices.submit(access, { ...INVOICE, test: { validate: true, result: 'paid' } });
    expect(test).toEqual({ kind: 'done', value: { validationErrors: [expect.stringMatching(/interim/)] } });
    await api.billing.submitData(access, DATA);
    await submitted();
    expect(await api.invoices.submit(access, INVOICE)).toMatchObject({ kind: 'final', status: 409, code: 'conflict' });
  });

  it('that was cut after an invoice was taken leaves it open; the repetition says that it is there', async () => {
    const { api, access } = running;
    await api.billing.submitData(access, DATA);
    const faults = [{ kind: 'cut-after' }, { kind: 'status-after', status: 500 }, { kind: 'half-json' }] as const;
    for (const [index, fault] of faults.entries()) {
      const period = { ...MONTH, end: new Date(MONTH.end.getTime() + index) };
      const invoice = { ...INVOICE, externalId: fault.kind, period };
      running.strike(fault);
      expect(await api.invoices.submit(access, invoice)).toMatchObject({ kind: 'unknown-outcome' });
      expect(await api.invoices.submit(access, invoice)).toMatchObject({ kind: 'final', status: 409 });
    }
    expect(account().invoices.size).toBe(3);
  });

  it('asks for a refund once, and reads what came of it', async () => {
    const { api, access } = running;
    await api.billing.submitData(access, DATA);
    const invoiceId = await submitted();
    running.strike({ kind: 'cut-after' });
    const wish = { total: '4.35', reason: 'sorry' };
    expect(await api.invoices.refund(access, invoiceId, wish)).toMatchObject({ kind: 'unknown-outcome' });
    expect(wire()).toEqual({ action: 'refund', ...wish });
    expect(await api.invoices.refund(access, invoiceId, wish)).toMatchObject({ kind: 'final', status: 409 });
    expect(await api.invoices.get(access, invoiceId)).toMatchObject({
      value: { state: 'refund_requested', refundTotal: '4.35', refundReason: 'sorry' },
    });
    running.clock.pass(3_600);
    const refunded = { state: 'refunded', refundedAt: running.clock.now() };
    expect(await api.invoices.get(access, invoiceId)).toMatchObject({ value: refunded });
  });

  it('finalizes, after which the token is dead', async () => {
    const { api, access, installation } = running;
    expect(await api.billing.finalize(access)).toMatchObject({ kind: 'final', status: 400 });
    installation.state = 'pending-deletion';
    installation.deletionDue = new Date(NOW.getTime() + 86_400_000);
    running.strike({ kind: 'cut-after' });
    expect(await api.billing.finalize(access)).toMatchObject({ kind: 'unknown-outcome' });
    expect(await api.billing.finalize(access)).toMatchObject({ kind: 'installation-gone', status: 403 });
  });

  it('has the budget that Vercel publishes for its kind', async () => {
    const { api, access } = running;
    for (let call = 0; call < 10; call += 1) expect(await api.billing.submitData(access, DATA)).toEqual(DONE);
    expect(await api.billing.submitData(access, DATA)).toMatchObject({ kind: 'retry', code: 'over_budget' });
    expect(await api.billing.submitBalances(access, { timestamp: NOW, balances: [] })).toEqual(DONE);
  });
});

describe('a failed call about money', () => {
  let running: Running;
  beforeEach(async () => {
    running = await start();
  });
  afterEach(() => running.stop());

  const kinds = async (fault: Parameters<Running['strike']>[0]): Promise<readonly string[]> => {
    const { api, access } = running;
    const calls = [
      () => api.billing.submitData(access, DATA),
      () => api.billing.submitBalances(access, { timestamp: NOW, balances: [] }),
      () => api.invoices.get(access, 'mi_1'),
      () => api.invoices.submit(access, INVOICE),
      () => api.invoices.refund(access, 'mi_1', { total: '1.00', reason: 'x' }),
      () => api.billing.finalize(access),
    ];
    const told: string[] = [];
    for (const call of calls) {
      running.strike(fault);
      told.push((await call()).kind);
    }
    return told;
  };

  it.each([error(500), error(503), { kind: 'cut-before' }] as const)(
    'may be repeated where it sets a state, else its outcome is not known: %j',
    async (fault) => {
      const unknown = ['unknown-outcome', 'unknown-outcome', 'unknown-outcome'];
      expect(await kinds(fault)).toEqual(['retry', 'retry', 'retry', ...unknown]);
    },
  );

  it.each([
    ['retry', 429],
    ['final', 400],
    ['final', 409],
    ['final', 422],
    ['installation-gone', 401],
    ['installation-gone', 410],
  ])('is told as %s by %i, whatever the call', async (kind, status) => {
    expect(new Set(await kinds(error(status)))).toEqual(new Set([kind]));
  });

  it('is the installation’s by 404 only where no invoice is named', async () => {
    const [gone, invoices] = ['installation-gone', 'final'];
    expect(await kinds(error(404))).toEqual([gone, gone, invoices, gone, invoices, gone]);
    expect(new Set(await kinds(error(403, 'integration_configuration_disabled')))).toEqual(
      new Set(['installation-disabled']),
    );
  });

  it('was never sent, when the SDK would change what it says', async () => {
    const { api, access } = running;
    const never = { kind: 'final', code: 'invalid_request' };
    const tax = { ...LINE, tax: '1.00' };
    expect(await api.invoices.submit(access, { ...INVOICE, items: [tax] })).toMatchObject(never);
    expect(await api.billing.submitData(access, { ...DATA, billing: { items: [tax] } })).toMatchObject(never);
    expect(await api.invoices.submit(access, { ...INVOICE, invoiceDate: new Date(NaN) })).toMatchObject(never);
    expect(running.sim.record.calls).toEqual([]);
  });
});
