import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';

const NOON = Date.UTC(2040, 0, 1, 12);
const at = (minutes: number): { readonly createdAt: Date } => ({ createdAt: new Date(NOON + minutes * 60_000) });

/** Every order of three things. */
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

describe('what Vercel tells', () => {
  let shop: Shop;
  let names = 0;

  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  async function newTeam(): Promise<Team> {
    names += 1;
    const team = shop.server.vercel.team(`Team ${names}`);
    await team.install();
    return team;
  }

  const buy = (team: Team): Promise<{ readonly id: string }> =>
    team.provision({ product: 'shop', plan: 'free', name: 'db' });

  /** Sends events in an order and then all of them again, and waits until each has been worked off. */
  async function send(order: readonly number[], events: readonly (() => Promise<unknown>)[]): Promise<void> {
    for (const index of [...order, ...order]) {
      await events[index]?.();
      await shop.settled();
    }
  }

  const installation = async (team: Team): Promise<Record<string, unknown> | undefined> =>
    (await shop.sql('SELECT account_id, scopes FROM installations WHERE id = $1', [team.installation().id]))[0];
  const actions = async (team: Team, action: string): Promise<number> =>
    (
      await shop.sql('SELECT 1 FROM audit_entries WHERE installation_id = $1 AND action = $2', [
        team.installation().id,
        action,
      ])
    ).length;

  it('of projects that may be reached is kept, once', async () => {
    const team = await newTeam();
    const changed = { added: ['prj_a'], removed: ['prj_b'] };
    await send([0], [() => team.webhooks.changeProjects(changed, at(0))]);
    const kept = await shop.sql(
      `SELECT details FROM audit_entries WHERE installation_id = $1 AND action = 'installation.project-access-changed'`,
      [team.installation().id],
    );
    const details = { projectSelection: { before: null, after: 'selected' }, ...changed };
    expect(kept).toEqual([{ details }]);
  });

  it.each(ORDERS)('of a member ends in the newest role: %i, %i, %i', async (...order) => {
    const team = await newTeam();
    await send(order, [
      () => team.webhooks.changeMember('user_1', 'USER', at(0)),
      () => team.webhooks.changeMember('user_1', 'NONE', at(1)),
      () => team.webhooks.changeMember('user_1', 'ADMIN', at(2)),
    ]);
    const members = 'SELECT id, role, role_since FROM members WHERE installation_id = $1';
    expect(await shop.sql(members, [team.installation().id])).toEqual([
      { id: 'user_1', role: 'ADMIN', role_since: at(2).createdAt },
    ]);
  });

  it.each(ORDERS)('of members of the former account is past after a transfer: %i, %i, %i', async (...order) => {
    const team = await newTeam();
    await send(order, [
      () => team.webhooks.changeMember('former', 'ADMIN', at(0)),
      () => team.webhooks.moveTo('ee55', at(1)),
      () => team.webhooks.changeMember('present', 'USER', at(2)),
    ]);
    const members = await shop.sql('SELECT id FROM members WHERE installation_id = $1', [team.installation().id]);
    expect(members).toEqual([{ id: 'present' }]);
  });

  it('of a member at one instant leaves the fewer rights, whichever comes last', async () => {
    const team = await newTeam();
    await send(
      [0, 1, 0],
      [
        () => team.webhooks.changeMember('user_1', 'NONE', at(0)),
        () => team.webhooks.changeMember('user_1', 'ADMIN', at(0)),
      ],
    );
    const [member] = await shop.sql('SELECT role FROM members WHERE installation_id = $1', [team.installation().id]);
    expect(member).toEqual({ role: 'NONE' });
    expect(await actions(team, 'member.role-changed')).toBe(1);
  });

  it.each(ORDERS)('of a project ends in its newest connection: %i, %i, %i', async (...order) => {
    const team = await newTeam();
    const { id } = await buy(team);
    const project = { id: 'prj_1', name: 'shop' };
    await send(order, [
      () => team.webhooks.connectProject(id, project, at(0)),
      () => team.webhooks.disconnectProject(id, 'prj_1', at(1)),
      () => team.webhooks.connectProject(id, { ...project, name: 'shop, renamed' }, at(2)),
    ]);
    expect(await shop.sql('SELECT * FROM resource_connections WHERE resource_id = $1', [id])).toEqual([
      {
        installation_id: team.installation().id,
        resource_id: id,
        project_id: 'prj_1',
        project_name: 'shop, renamed',
        targets: ['production'],
        state: 'connected',
        state_since: at(2).createdAt,
      },
    ]);
  });

  it('of a disconnected project keeps its name, and another project is another connection', async () => {
    const team = await newTeam();
    const { id } = await buy(team);
    await send(
      [0, 1, 2],
      [
        () => team.webhooks.connectProject(id, { id: 'prj_1', name: 'shop' }, at(0)),
        () => team.webhooks.disconnectProject(id, 'prj_1', at(1)),
        () => team.webhooks.connectProject(id, { id: 'prj_2', name: 'blog' }, at(0)),
      ],
    );
    const states = `SELECT project_name AS name, state FROM resource_connections WHERE resource_id = $1 ORDER BY project_id`;
    expect(await shop.sql(states, [id])).toEqual([
      { name: 'shop', state: 'disconnected' },
      { name: 'blog', state: 'connected' },
    ]);
  });

  it('of a project goes along when the resource goes to another installation', async () => {
    const [from, to] = [await newTeam(), await newTeam()];
    const { id } = await buy(from);
    await send([0], [() => from.webhooks.connectProject(id, { id: 'prj_1', name: 'shop' }, at(0))]);
    await shop.sql('UPDATE resources SET installation_id = $1 WHERE id = $2', [to.installation().id, id]);
    await send([0], [() => to.webhooks.disconnectProject(id, 'prj_1', at(1))]);
    await send([0], [() => from.webhooks.connectProject(id, { id: 'prj_2', name: 'late' }, at(2))]);
    const connections = 'SELECT installation_id, project_id, state FROM resource_connections WHERE resource_id = $1';
    expect(await shop.sql(connections, [id])).toEqual([
      { installation_id: to.installation().id, project_id: 'prj_1', state: 'disconnected' },
    ]);
  });

  it('of a resource of somebody else connects nothing', async () => {
    const [owner, stranger] = [await newTeam(), await newTeam()];
    const { id } = await buy(owner);
    await stranger.webhooks.connectProject(id, { id: 'prj_1', name: 'shop' });
    await shop.settled();
    expect(await shop.sql('SELECT 1 FROM resource_connections WHERE resource_id = $1', [id])).toEqual([]);
  });

  it.each(ORDERS)('of a transfer to another account ends in the newest one: %i, %i, %i', async (...order) => {
    const team = await newTeam();
    await send(order, [
      () => team.webhooks.moveTo('aa11', at(0)),
      () => team.webhooks.moveTo('bb22', at(1)),
      () => team.webhooks.moveTo('cc33', at(2)),
    ]);
    expect(await installation(team)).toMatchObject({ account_id: 'cc33' });
  });

  it('of a transfer lets the new account install, and the old one no more', async () => {
    const team = await newTeam();
    const { accountId } = team.installation();
    shop.server.vercel.webhooks.hold();
    await team.webhooks.moveTo('dd44');
    await expect(team.renewCredentials()).rejects.toThrow(/409/);
    await shop.server.vercel.webhooks.release();
    await shop.settled();
    await team.renewCredentials();
    await buy(team);
    expect(await installation(team)).toMatchObject({ account_id: 'dd44' });
    team.installation().accountId = accountId;
    await expect(team.renewCredentials()).rejects.toThrow(/409/);
  });

  it.each(ORDERS)('of scopes ends in the newest ones: %i, %i, %i', async (...order) => {
    const team = await newTeam();
    await send(order, [
      () => team.webhooks.confirmScopes(['read:project'], at(0)),
      () => team.webhooks.confirmScopes([], at(1)),
      () => team.webhooks.confirmScopes(['read:project', 'read-write:log-drain'], at(2)),
    ]);
    expect(await installation(team)).toMatchObject({ scopes: ['read:project', 'read-write:log-drain'] });
  });

  it('of scopes before the installation was renewed changes nothing', async () => {
    const team = await newTeam();
    const before = await installation(team);
    await team.webhooks.confirmScopes([], { createdAt: new Date(Date.UTC(2020, 0, 1)) });
    await shop.settled();
    expect(await installation(team)).toEqual(before);
  });

  it('of an installation that nobody knows, or without what it is about, is kept and does nothing', async () => {
    const send = (type: string, payload: object): Promise<unknown> => shop.server.vercel.webhooks.send(type, payload);
    const types = [
      'marketplace.member.changed',
      'integration-resource.project-connected',
      'integration-configuration.transferred',
      'integration-configuration.scope-change-confirmed',
      'integration-configuration.removed',
      'integration-configuration.permission-upgraded',
      'project.created',
    ];
    const about = { memberId: 'm', role: 'ADMIN', resourceId: 'r', projectId: 'p', newAccountId: 'a' };
    const configuration = { id: 'icfg_unknown', scopes: [] };
    for (const type of types) {
      await send(type, { configuration, ...about });
      await send(type, { installationId: (await newTeam()).installation().id });
    }
    await shop.settled();
    const open = await shop.sql(`SELECT type FROM webhook_events WHERE handled_at IS NULL`);
    expect(open).toEqual([]);
    expect(await shop.sql(`SELECT 1 FROM pgboss.job WHERE name = 'dead'`)).toEqual([]);
    expect(await shop.sql(`SELECT 1 FROM members WHERE id = 'm'`)).toEqual([]);
  });

  it('twice under two ids has one effect', async () => {
    const team = await newTeam();
    for (const id of ['evt_a', 'evt_b']) await team.webhooks.changeMember('user_1', 'USER', { id, ...at(0) });
    await shop.settled();
    expect(await actions(team, 'member.role-changed')).toBe(1);
    const keys = await shop.sql(`SELECT DISTINCT natural_key FROM webhook_events WHERE id IN ('evt_a', 'evt_b')`);
    expect(keys).toHaveLength(1);
  });
});
