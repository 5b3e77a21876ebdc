import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { Nights, OPERATOR } from './nights.js';

describe('the nightly comparison of installations with Vercel', () => {
  let shop: Shop;
  let nights: Nights;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: `tests:${OPERATOR}` } });
    nights = new Nights(shop);
  });
  afterAll(() => shop.close());

  async function stateOf(team: Team): Promise<unknown> {
    const [row] = await shop.sql(
      `SELECT i.state, u.origin, (SELECT array_agg(state) FROM resources WHERE installation_id = i.id) AS resources
       FROM installations i LEFT JOIN uninstalls u ON u.installation_id = i.id WHERE i.id = $1`,
      [team.installation().id],
    );
    return row;
  }
  const STANDING = { state: 'active', origin: null, resources: ['ready'] };
  const REMOVED = { state: 'uninstalled', origin: 'reconciliation', resources: ['removed'] };

  async function customer(): Promise<Team> {
    const team = await nights.team();
    await team.provision({ product: 'shop', plan: 'free', name: 'db' });
    return team;
  }

  it('asks four things of one that is in order, and leaves everything as it is', async () => {
    const team = await customer();
    await team.webhooks.changeMember(team.installation().members[0]?.id ?? '', 'ADMIN');
    await shop.settled();
    await nights.pass();
    expect(nights.calls(team)).toEqual({
      'GET ': 1,
      'GET /account': 1,
      'GET /resources': 1,
      [`GET /member/${team.installation().members[0]?.id}`]: 1,
    });
    expect([await stateOf(team), await nights.findings(team)]).toEqual([STANDING, []]);
    await nights.pass();
    expect(await nights.runs(team)).toMatchObject([{ cause: 'night', outcome: 'compared', found: [], repaired: [] }]);
  });

  it('uninstalls one whose removal was asked for, and of which no word came', async () => {
    const team = await customer();
    const held = team.installation();
    held.state = 'pending-deletion';
    held.deletionDue = new Date(shop.server.vercel.clock.now().getTime() + 3 * 86_400_000);
    await nights.pass();
    expect(await stateOf(team)).toEqual(REMOVED);
  });

  it('believes that one is gone on the third night, and shows it until then', async () => {
    const team = await customer();
    team.installation().state = 'removed';
    for (const _night of [1, 2]) {
      await nights.pass();
      expect(await stateOf(team)).toEqual(STANDING);
      expect(await nights.findings(team)).toMatchObject([{ kind: 'gone-at-vercel', subject: team.installation().id }]);
    }
    await nights.pass();
    expect([await stateOf(team), await nights.findings(team)]).toEqual([REMOVED, []]);
    const runs = await nights.runs(team);
    expect(runs.map(({ outcome, repairedCount }) => [outcome, repairedCount])).toEqual([
      ['not-standing', 1],
      ['not-standing', 0],
      ['not-standing', 0],
    ]);
    expect(runs[0]?.repaired).toMatchObject([{ action: 'installation.uninstall-requested', actorKind: 'job' }]);
  });

  it('forgets that one seemed gone when it is there again', async () => {
    const team = await customer();
    team.installation().state = 'removed';
    await nights.pass();
    await nights.pass();
    team.installation().state = 'installed';
    await nights.pass();
    expect([await stateOf(team), await nights.findings(team)]).toEqual([STANDING, []]);
    team.installation().state = 'removed';
    await nights.pass();
    expect(await stateOf(team)).toEqual(STANDING);
    team.installation().state = 'installed';
  });

  it('keeps an account as Vercel describes it now', async () => {
    const team = await customer();
    const account = { name: 'Renamed', url: 'https://vercel.com/renamed', contact: { email: 'new@renamed.example' } };
    Object.assign(team.installation(), { account });
    await nights.pass();
    await nights.pass();
    const { id } = team.installation();
    const select = 'SELECT account_name AS name, account_url AS url, contact FROM installations WHERE id = $1';
    expect(await shop.sql(select, [id])).toEqual([account]);
    const entries = `SELECT details FROM audit_entries WHERE installation_id = $1 AND action = 'installation.account-refreshed'`;
    const fields = ['accountName', 'accountUrl', 'contact'];
    expect(await shop.sql(entries, [id])).toEqual([{ details: { fields } }]);
  });

  it('shows what Vercel refuses to tell, and goes on with the rest', async () => {
    const team = await customer();
    const { id } = team.installation();
    const path = new RegExp(`${id}/account`);
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', status: 422, path, times: 1 });
    await nights.pass();
    expect(await nights.findings(team)).toMatchObject([
      { kind: 'refused-by-vercel', subject: 'account', details: { status: 422 } },
    ]);
    expect(nights.calls(team)).toMatchObject({ 'GET /resources': 1 });
    expect(await nights.runs(team)).toMatchObject([{ outcome: 'refused', foundCount: 1 }]);
    await nights.pass();
    expect(await nights.findings(team)).toEqual([]);
  });

  it('comes again when Vercel cannot be asked', async () => {
    const team = await customer();
    const path = new RegExp(`${team.installation().id}/account`);
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', status: 503, path, times: 1 });
    await nights.pass();
    expect(nights.calls(team)).toMatchObject({ 'GET /account': 2 });
    expect(await nights.findings(team)).toEqual([]);
    expect(await nights.runs(team)).toMatchObject([{ outcome: 'compared' }]);
  });

  it('is on record by what it came to, newest first, page by page, also where an operator asked for it', async () => {
    const team = await customer();
    const { id } = team.installation();
    const path = new RegExp(`${id}/account`);
    shop.server.vercel.faults.add({ on: 'vercel-api', kind: 'status', status: 422, path, times: 2 });
    await nights.pass();
    const asked = await fetch(`${shop.server.url}/admin/v1/installations/${id}/reconcile`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATOR}`, 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'a customer says so' }),
    });
    expect(asked.status).toBe(202);
    await shop.settled();
    expect((await nights.runs(team)).map(({ cause }) => cause)).toEqual(['operator', 'night']);
    expect(await nights.runs(team, 'cause=night&outcome=refused')).toMatchObject([{ cause: 'night' }]);
    expect(await nights.runs(team, 'outcome=parked')).toEqual([]);
    const first = (await nights.ask(`?installationId=${id}&limit=1`)) as { runs: object[]; next: string };
    const second = (await nights.ask(`?installationId=${id}&limit=1&cursor=${first.next}`)) as typeof first;
    expect([...first.runs, ...second.runs]).toMatchObject([{ cause: 'operator' }, { cause: 'night' }]);
    const forged = Buffer.from('["+010000-01-01T00:00:00.000Z","x"]').toString('base64url');
    expect(await nights.ask(`?cursor=${forged}`)).toBe(400);
    expect(await nights.ask('/5f1cde2a-6a53-4a5f-9f57-8a4d1a7be0a9')).toBe(404);
    expect(await nights.ask('/none')).toBe(404);
  });
});
