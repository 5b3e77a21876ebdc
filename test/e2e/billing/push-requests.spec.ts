import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { BillingPushRepository, InterimData, PushRequests } from '../../../src/modules/billing/interim/index.js';
import { PushRound } from '../../../src/modules/billing/interim/push-round.service.js';
import { Sql, UnitOfWork } from '../../../src/platform/database/index.js';
import { Shop } from '../../support/shop/index.js';
import { Hours } from './hours.js';

const OPERATOR = 'the-key-of-an-operator';
const KEYS = { ADMIN_API_KEYS: `operator[read+operate]:${OPERATOR}` };

/** Some cents are left of what an installation has paid. */
const LEFT = [
  `INSERT INTO credit_accounts (installation_id, opened_at) SELECT $1, now() WHERE $2::bigint IS NOT NULL ON CONFLICT DO NOTHING`,
  `INSERT INTO credit_balances (installation_id, holder, cents) VALUES ($1, $1, $2)
   ON CONFLICT (installation_id, holder) DO UPDATE SET cents = excluded.cents`,
];

describe('a push that is asked for', () => {
  let shop: Shop;
  let hours: Hours;
  beforeAll(async () => {
    shop = await Shop.open({ env: KEYS });
    hours = new Hours(shop);
  });
  afterAll(() => shop.close());

  const idOf = (team: Team): string => team.installation().id;
  const leave = async (team: Team, cents: number): Promise<void> => {
    for (const statement of LEFT) await shop.sql(statement, [idOf(team), cents]);
  };
  const soon = (team: Team): Promise<void> =>
    shop.server.app.get(UnitOfWork).run(() => shop.server.app.get(PushRequests, { strict: false }).soon(idOf(team)));

  async function ask(team: Team, method: 'GET' | 'POST', key?: string): Promise<{ status: number; body: unknown }> {
    const answer = await fetch(`${shop.server.url}/admin/v1/installations/${idOf(team)}/billing/push`, {
      method,
      headers: {
        authorization: `Bearer ${OPERATOR}`,
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(method === 'POST' ? { body: JSON.stringify({ reason: 'the customer asks' }) } : {}),
    });
    return { status: answer.status, body: await answer.json() };
  }

  const balancesTold = (team: Team): unknown[] =>
    shop.server.vercel.record.calls
      .filter(({ path, installationId }) => path.endsWith('/billing/balance') && installationId === idOf(team))
      .map(({ body }) => (body as { balances: { currencyValueInCents: number }[] }).balances[0]?.currencyValueInCents);

  const asked = (team: Team): Promise<unknown[]> =>
    shop.sql(`SELECT details FROM audit_entries WHERE subject = $1 AND action = 'billing.push-requested'`, [
      idOf(team),
    ]);

  it('by an operator is made at once, once per key, and shows how fresh everything is', async () => {
    const team = await hours.team('pro');
    const before = await ask(team, 'GET');
    expect(before).toMatchObject({ status: 200, body: { attempts: 0, missedDays: [] } });
    expect(before.body).not.toHaveProperty('acceptedAt');
    const answers = [await ask(team, 'POST', 'once'), await ask(team, 'POST', 'once')];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    await shop.settled();
    expect(hours.told(team)).toHaveLength(1);
    const dueAt = { before: expect.any(String), after: expect.any(String) };
    expect(await asked(team)).toEqual([{ details: { reason: 'the customer asks', dueAt } }]);
    const { acceptedAt } = (await ask(team, 'GET')).body as { acceptedAt: string };
    const [told] = hours.told(team);
    expect(Date.parse(acceptedAt)).toBeGreaterThanOrEqual(Date.parse(told?.timestamp ?? ''));
  });

  it('by an operator needs a key, and an installation that stays', async () => {
    const team = await hours.team('pro');
    expect((await ask(team, 'POST')).status).toBe(400);
    await team.uninstall();
    expect((await ask(team, 'POST', 'late')).status).toBe(409);
    expect(await asked(team)).toEqual([]);
  });

  it('tells balances with it, and goes on doing so every hour', async () => {
    const team = await hours.team('free');
    await leave(team, 1_234);
    await soon(team);
    await shop.settled();
    const first = hours.account(team).balances;
    expect([...(first?.byTarget.values() ?? [])]).toEqual([{ currencyValueInCents: 1_234 }]);
    await leave(team, 34);
    await hours.pass(4_200);
    await hours.tell();
    await shop.settled();
    const second = hours.account(team).balances;
    expect([...(second?.byTarget.values() ?? [])]).toEqual([{ currencyValueInCents: 34 }]);
    expect(hours.account(team).stale).toEqual({ interim: [], balances: [] });
  });

  it('is told of balances alone where nothing is subscribed to', async () => {
    const team = await hours.team();
    await leave(team, 500);
    await soon(team);
    await shop.settled();
    expect(hours.account(team)).toMatchObject({ interim: undefined, balances: expect.anything() });
  });

  it('waits for one that is under way, so that none overtakes another, and then tells what is left by now', async () => {
    const team = await hours.team();
    const { app } = shop.server;
    await leave(team, 500);
    await app
      .get(UnitOfWork)
      .run(() => app.get(BillingPushRepository, { strict: false }).hurry(idOf(team), hours.clock.now(), 'balances'));
    const lease = hours.clock.inSeconds(75);
    const claim = await app
      .get(BillingPushRepository, { strict: false })
      .claimOne(idOf(team), 'due', hours.clock.now(), lease);
    await leave(team, 700);
    await soon(team);
    await soon(team);
    await shop.settled();
    expect(balancesTold(team)).toEqual([]);
    await app.get(PushRound, { strict: false }).run(claim === null ? [] : [claim], 'needed');
    await hours.tell();
    await shop.settled();
    expect(balancesTold(team)).toEqual([500, 700]);
    expect(hours.account(team).stale.balances).toEqual([]);
    await hours.tell();
    expect(balancesTold(team)).toHaveLength(2);
  });

  it('is not made when the change that asks for it is not', async () => {
    const team = await hours.team('pro');
    const { app } = shop.server;
    const work = app.get(UnitOfWork).run(async () => {
      await app.get(PushRequests, { strict: false }).soon(idOf(team));
      await app.get(Sql).rows({ text: 'SELECT 1 / 0', values: [] });
    });
    await expect(work).rejects.toThrow();
    await shop.settled();
    expect(hours.told(team)).toEqual([]);
  });

  it('gives out timestamps that grow, also when many ask at once', async () => {
    const team = await hours.team();
    const { app } = shop.server;
    const give = (): Promise<Date> =>
      app.get(UnitOfWork).run(() => app.get(PushRequests, { strict: false }).timestamp(idOf(team)));
    const given = (await Promise.all(Array.from({ length: 20 }, give))).map((each) => each.getTime());
    expect(new Set(given).size).toBe(20);
    await soon(team);
    await shop.settled();
    expect((await hours.row(team)).last_timestamp?.getTime()).toBeGreaterThan(Math.max(...given));
  });
});

describe('before an invoice', () => {
  let shop: Shop;
  let hours: Hours;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    hours = new Hours(shop);
  });
  afterAll(() => shop.close());

  const ensure = (team: Team): Promise<void> =>
    shop.server.app.get(InterimData, { strict: false }).ensureSent(team.installation().id);

  it('interim data are sent unless Vercel has some of the period', async () => {
    const team = await hours.team('pro');
    await ensure(team);
    await ensure(team);
    expect(hours.told(team)).toHaveLength(1);
    const end = hours.account(team).interim?.period.end ?? new Date(0);
    await hours.passTo(new Date(end.getTime() + 1_000));
    await ensure(team);
    expect(hours.account(team).interim?.period.start).toEqual(end);
  });

  it('they are sent though nothing is to be told, and a refusal is one for the caller', async () => {
    const team = await hours.team();
    const path = new RegExp(`${team.installation().id}/billing$`);
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', status: 503, path, times: 1 });
    await expect(ensure(team)).rejects.toThrow('server_error');
    await ensure(team);
    expect(hours.account(team).interim).toMatchObject({ items: [], usage: [] });
  });

  it('of one who leaves they are sent until the moment when he asked to, and no more by themselves', async () => {
    const team = await hours.team('pro');
    await hours.pass(86_400);
    for (let day = 0; day < 3; day += 1) await hours.tell();
    const { id } = team.installation();
    await team.uninstall({ cascadeResourceDeletion: false });
    const before = hours.told(team).length;
    await hours.hour();
    expect(hours.told(team)).toHaveLength(before);
    await ensure(team);
    await ensure(team);
    const [{ asked } = { asked: new Date(0) }] = await shop.sql<{ asked: Date }>(
      'SELECT uninstall_requested_at AS asked FROM installations WHERE id = $1',
      [id],
    );
    const row = await hours.row(team);
    expect(row).toMatchObject({ due_at: null, accepted_until: asked });
    expect(hours.told(team)).toHaveLength(before + 1);
  });
});
