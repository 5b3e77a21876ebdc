import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cashier, OPERATOR } from './cashier.js';

describe('credits, for operators', () => {
  let till: Cashier;
  beforeAll(async () => {
    till = await Cashier.open();
  });
  afterAll(() => till.shop.close());

  interface Heard {
    readonly status: number;
    readonly replayed: boolean;
    readonly body: Readonly<Record<string, unknown>>;
  }

  async function call(
    route: string,
    { body, key, as = OPERATOR }: { readonly body?: unknown; readonly key?: string; readonly as?: string } = {},
  ): Promise<Heard> {
    const [method = 'GET', path = ''] = route.split(' ');
    const answer = await fetch(`${till.shop.server.url}/admin/v1/installations/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${as}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const replayed = answer.headers.get('idempotency-replayed') === 'true';
    return { status: answer.status, replayed, body: (await answer.json()) as Heard['body'] };
  }

  it('are shown as balances, and entry by entry in pages', async () => {
    const customer = await till.customer('endless');
    const { invoiceId } = await till.buy(customer, '10.00');
    await till.use(customer, '110');
    await till.burn(customer);
    const { resourceId } = customer;
    const { body } = await call(`GET ${customer.id}/billing/balances`);
    expect(body).toEqual({ balances: [{ resourceId, amount: '-1.00' }] });
    const first = await call(`GET ${customer.id}/billing/ledger?limit=1`);
    expect(first.body).toMatchObject({
      entries: [{ number: 1, resourceId, amount: '10.00', kind: 'purchase', details: { invoiceId } }],
    });
    const second = await call(`GET ${customer.id}/billing/ledger?cursor=${String(first.body['next'])}`);
    expect(second.body).toMatchObject({
      entries: [{ number: 2, amount: '-11.00', kind: 'burn', details: { planId: 'endless' } }],
    });
    expect(second.body).not.toHaveProperty('next');
    expect((await call(`GET ${customer.id}/billing/ledger?cursor=bm8`)).status).toBe(400);
    expect((await call('GET icfg_unknown/billing/ledger')).status).toBe(404);
    expect((await call('GET icfg_unknown/billing/balances')).status).toBe(404);
  });

  it('are given and taken once per key, and on record', async () => {
    const customer = await till.customer();
    const { id, resourceId } = customer;
    const give = { amount: '5.00', resourceId, reason: 'an apology' };
    const adjust = (body: unknown, key?: string) =>
      call(`POST ${id}/billing/adjustments`, { body, ...(key === undefined ? {} : { key }) });
    const given = await Promise.all(Array.from({ length: 10 }, () => adjust(give, 'one')));
    expect(new Set(given.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(given[0]).toMatchObject({
      status: 200,
      body: { amount: '5.00', kind: 'adjustment', details: { reason: 'an apology' } },
    });
    expect(await adjust({ amount: '-7.50', resourceId, reason: 'a mistake' }, 'two')).toMatchObject({
      status: 200,
      body: { amount: '-7.50' },
    });
    expect(await adjust({ amount: '1.00', reason: 'for all' }, 'three')).toMatchObject({ status: 200 });
    await till.settled();
    expect(await till.balances(customer)).toEqual({ [resourceId]: -150, [id]: 0 });
    expect([await till.shown(customer), till.told(customer)]).toEqual([['suspended', 'Suspended'], -150]);
    const rows = await till.shop.sql(
      `SELECT actor_kind, actor_id, details->>'amount' AS amount, details->'balance' AS balance FROM audit_entries WHERE installation_id = $1 AND action = 'credits.adjusted' ORDER BY at`,
      [id],
    );
    const by = { actor_kind: 'operator', actor_id: 'ops' };
    expect(rows).toEqual([
      { ...by, amount: '5.00', balance: { before: '0.00', after: '5.00' } },
      { ...by, amount: '-7.50', balance: { before: '5.00', after: '-2.50' } },
      { ...by, amount: '1.00', balance: { before: '0.00', after: '0.00' } },
    ]);
  });

  it.each([
    ['no key', { amount: '1.00', reason: 'why' }, undefined, 400],
    ['nothing', { amount: '0.00', reason: 'why' }, 'a', 400],
    ['parts of a cent', { amount: '1.005', reason: 'why' }, 'b', 400],
    ['a number', { amount: 1, reason: 'why' }, 'c', 400],
    ['no reason', { amount: '1.00' }, 'd', 400],
    ['a resource that is not there', { amount: '1.00', resourceId: 'res_unknown', reason: 'why' }, 'e', 404],
  ])('are not changed with %s', async (_what, body, key, status) => {
    const customer = await till.customer();
    const answer = await call(`POST ${customer.id}/billing/adjustments`, {
      body,
      ...(key === undefined ? {} : { key }),
    });
    expect([answer.status, await till.ledger(customer)]).toEqual([status, []]);
  });

  it('are for those who may move money', async () => {
    const { id } = await till.customer();
    const wish = { body: { amount: '1.00', reason: 'why' }, key: 'k', as: 'reader-key-of-the-tests' };
    expect((await call(`POST ${id}/billing/adjustments`, wish)).status).toBe(403);
    expect((await call(`GET ${id}/billing/balances`, { as: 'reader-key-of-the-tests' })).status).toBe(200);
  });
});
