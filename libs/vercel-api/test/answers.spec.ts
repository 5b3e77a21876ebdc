import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Outcome } from '#libs/vercel-api';
import { type Running, start } from './support/start.js';

const ITEM = { partnerId: 'a', internalId: 's', name: 'n', productId: 'p' };
const CONFIGURATION = { id: 'icfg_test', ownerId: 'team', scopes: [], type: 'integration-configuration' };
const INVOICE = {
  invoiceId: 'mi_1',
  state: 'paid',
  total: '1.00',
  created: '',
  updated: '',
  invoiceDate: '2026-11-01T00:00:00Z',
  period: { start: '2026-11-01T00:00:00Z', end: '2026-12-01T00:00:00Z' },
};
const PURCHASE = { billingPlanId: 'p', name: 'n', price: '1.00', quantity: 1, units: 'u', total: '1.00' };

describe('an answer', () => {
  let running: Running;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running.stop());

  const calls: Readonly<Record<string, () => Promise<Outcome<unknown>>>> = {
    account: () => running.api.installations.account(running.access),
    member: () => running.api.installations.member(running.access, 'user_1'),
    list: () => running.api.resources.list(running.access),
    get: () => running.api.resources.get(running.access, 'res_1'),
    configuration: () => running.api.configurations.get(running.access),
    invoice: () => running.api.invoices.get(running.access, 'mi_1'),
  };
  const under = (call: string, body: unknown): Promise<Outcome<unknown> | undefined> => {
    running.strike({ kind: 'status', status: 200, body });
    return calls[call]?.() ?? Promise.resolve(undefined);
  };

  it.each([
    ['account', {}],
    ['account', { url: 7 }],
    ['account', []],
    ['member', { id: 'user_1' }],
    ['member', { id: 'user_1', role: 'OWNER' }],
    ['list', {}],
    ['list', { resources: {} }],
    ['list', { resources: [ITEM, { ...ITEM, partnerId: undefined }] }],
    ['get', { ...ITEM }],
    ['get', { ...ITEM, id: '' }],
    ['configuration', { ...CONFIGURATION, id: 'icfg_other' }],
    ['configuration', { ...CONFIGURATION, deletedAt: 'yesterday' }],
    ['configuration', 'text'],
    ['invoice', { ...INVOICE, items: [], invoiceId: 'mi_2' }],
    ['invoice', { ...INVOICE }],
    ['invoice', { ...INVOICE, items: [], state: undefined }],
    ['invoice', { ...INVOICE, items: [], total: 1 }],
    ['invoice', { ...INVOICE, items: [], total: '-1.00' }],
    ['invoice', { ...INVOICE, items: [], refundTotal: 'all' }],
    ['invoice', { ...INVOICE, items: [], invoiceDate: 'today' }],
    ['invoice', { ...INVOICE, items: [{ ...PURCHASE, total: '1e2' }] }],
    ['invoice', { ...INVOICE, items: [PURCHASE, { ...PURCHASE, resourceId: 7 }] }],
  ])('without what is relied on is no success: %s %j', async (call, body) => {
    expect(await under(call, body)).toMatchObject({ kind: 'retry', status: 200, code: 'answer_unreadable' });
  });

  it.each([
    ['account', { url: 'u', contact: { email: 'e' }, more: 1 }],
    ['member', { id: 'user_1', role: 'USER', email: 'e' }],
    ['list', { resources: [], more: 1 }],
    ['get', { ...ITEM, id: 'a', status: 'a-status-of-tomorrow', metadata: null, notification: null }],
    [
      'invoice',
      { ...INVOICE, items: [{ ...PURCHASE, resourceId: null }], state: 'settled', refundTotal: null, more: 1 },
    ],
    ['configuration', { ...CONFIGURATION, deletedAt: 1_700_000_000_000, deleteRequestedAt: null, source: 'new' }],
  ])('with more, or other values, than is known is one: %s %j', async (call, body) => {
    expect(await under(call, body)).toMatchObject({ kind: 'done' });
  });

  it.each([{}, { test: false }, { invoiceId: '', validationErrors: [] }, 'text'])(
    'to an invoice that tells neither an id nor a fault leaves it open: %j',
    async (body) => {
      const period = { start: new Date(0), end: new Date(1) };
      running.strike({ kind: 'status', status: 200, body });
      const given = { externalId: 'x', invoiceDate: new Date(0), period, items: [] };
      expect(await running.api.invoices.submit(running.access, given)).toMatchObject({ kind: 'unknown-outcome' });
    },
  );
});
