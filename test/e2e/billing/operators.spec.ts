import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Months, OPERATOR } from './months.js';

interface Heard {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe('operators', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open();
  });
  afterAll(() => months.shop.close());

  async function ask(method: string, team: Team, path: string, body?: unknown, key?: string): Promise<Heard> {
    const { id } = team.installation();
    const answer = await fetch(`${months.shop.server.url}/admin/v1/installations/${id}/billing${path}`, {
      method,
      headers: {
        authorization: `Bearer ${OPERATOR}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Heard['body'] };
  }

  const grant = (team: Team, terms: object, key: string = randomUUID()): Promise<Heard> =>
    ask('POST', team, '/discounts', { name: 'Thanks', reason: 'a good customer', ...terms }, key);

  it('let a customer pay less from the present period on, until they end it', async () => {
    const team = await months.team();
    await months.buy(team, 'pro');
    const { status, body } = await grant(team, { percentage: '10' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'Thanks', percentage: '10' });
    await months.close(team);
    const gone = await ask('DELETE', team, `/discounts/${String(body['id'])}`, { reason: 'enough' });
    const begun = Date.parse(String(gone.body['startsAt']));
    const ended = Date.parse(String(gone.body['endsAt']));
    expect([begun < ended, ended <= months.clock.now().getTime()]).toEqual([true, true]);
    await months.close(team, 2);
    expect(months.invoices(team)).toMatchObject([
      { total: '18.00', discounts: ['Thanks 2.00'] },
      { total: '18.00' },
      { total: '20.00', discounts: [] },
    ]);
    const listed = await ask('GET', team, '/discounts');
    expect(listed.body).toEqual({ discounts: [gone.body] });
    const entries = await months.shop.sql(
      `SELECT action, details->>'reason' AS reason FROM audit_entries WHERE subject = $1 ORDER BY at`,
      [body['id']],
    );
    expect(entries).toEqual([
      { action: 'discount.granted', reason: 'a good customer' },
      { action: 'discount.ended', reason: 'enough' },
    ]);
  });

  it('grant a discount once per key, and only one that makes sense', async () => {
    const team = await months.team();
    const key = randomUUID();
    const [first, again] = [await grant(team, { amount: '5' }, key), await grant(team, { amount: '5' }, key)];
    expect(again).toEqual(first);
    expect(first.body).toMatchObject({ amount: '5.00' });
    expect((await ask('GET', team, '/discounts')).body['discounts']).toHaveLength(1);
    const wrong = [
      {},
      { percentage: '10', amount: '5' },
      { percentage: '0' },
      { percentage: '101' },
      { amount: '-1' },
      { amount: '1', planId: 'unheard-of' },
      { amount: '1', endsAt: '2020-01-01T00:00:00Z' },
      { amount: '1', endsAt: '2999-01-01T00:00:00' },
      { amount: '1', endsAt: '2999-W01-1' },
    ];
    for (const terms of wrong) expect((await grant(team, terms)).status).toBe(400);
    expect((await ask('POST', team, '/discounts', { name: 'Thanks', amount: '1', reason: 'no key' })).status).toBe(400);
    const unknown = await ask('DELETE', team, `/discounts/${randomUUID()}`, { reason: 'enough' });
    expect([unknown.status, (await ask('DELETE', team, '/discounts/none', { reason: 'x' })).status]).toEqual([
      404, 404,
    ]);
  });

  it('see what became of each period, page by page', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    for (const hours of ['2', '100', '30']) {
      await months.use(id, hours);
      await months.close(team);
    }
    const first = await ask('GET', team, '/periods?limit=2');
    expect(first.body['periods']).toMatchObject([
      { outcome: 'carried-over', events: 1, total: '0.00', carriedIn: '0.00', carriedOut: '0.20' },
      { outcome: 'invoiced', total: '10.20', carriedIn: '0.20', carriedOut: '0.00' },
    ]);
    const next = await ask('GET', team, `/periods?limit=2&cursor=${String(first.body['next'])}`);
    expect(next.body).toEqual({ periods: [expect.objectContaining({ total: '3.00' })] });
    expect((await ask('GET', team, '/periods?cursor=bm9uZQ')).status).toBe(400);
  });

  it('see what would be invoiced now, with what was charged and carried before', async () => {
    const team = await months.team();
    const used = await months.buy(team, 'used');
    await months.use(used, '2');
    await months.close(team);
    await months.buy(team, 'ahead');
    await months.work();
    await months.use(used, '10');
    const { body } = await ask('GET', team, '/preview');
    const { charged } = body['outlook'] as { charged: string };
    expect(months.invoices(team)).toMatchObject([{ kind: 'signup', items: [`Ahead ${charged}`, 'Carried over 0.20'] }]);
    expect(body['outlook']).toMatchObject({
      carried: '0.00',
      invoices: [
        { kind: 'arrears', total: '1.00', items: [{ resourceId: used, name: 'Compute', total: '1.00' }] },
        { kind: 'advance', total: '30.00', items: [{ name: 'Ahead', total: '30.00' }] },
      ],
    });
  });
});
