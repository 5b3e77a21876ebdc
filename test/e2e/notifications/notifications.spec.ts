import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Notification } from '#libs/vercel-contract';
import { UnitOfWork } from '../../../src/platform/database/index.js';
import { Notifications } from '../../../src/modules/notifications/index.js';
import { Shop } from '../../support/shop/index.js';
import { operatorAt, type Heard } from '../admin/operator.js';
import { type Bought, Pushes } from '../pushes/pushes.js';

const SOON: Notification = { level: 'warn', title: 'Maintenance', message: 'On Sunday.', href: 'sso:/status' };
const NOW: Notification = { level: 'warn', title: 'Maintenance', message: 'Now.' };

/** How an entry of the audit log puts it. */
const told = (when: string): string =>
  `jsonb_build_object('level', details->'level'->'${when}', 'title', details->'title'->'${when}') AS ${when}`;

describe("what an operator has to say beside a customer's things", () => {
  let shop: Shop;
  let pushes: Pushes;
  let operator: (call: string, body?: unknown) => Promise<Heard>;
  let bought: Bought;

  beforeAll(async () => {
    shop = await Shop.open({ env: { DASHBOARD_URL: 'https://dashboard.acme.example' } });
    pushes = new Pushes(shop);
    operator = operatorAt(shop.server.url, 'admin-key-of-the-tests');
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    bought = await pushes.bought();
  });

  const KINDS = ['installation', 'resource'] as const;
  const idOf = (kind: (typeof KINDS)[number]): string =>
    kind === 'installation' ? bought.team.installation().id : bought.id;
  const say = (kind: (typeof KINDS)[number], said: unknown): Promise<Heard> =>
    operator(`POST /${kind}s/${idOf(kind)}/notification`, said);
  const unsay = (kind: (typeof KINDS)[number]): Promise<Heard> =>
    operator(`DELETE /${kind}s/${idOf(kind)}/notification`);

  /** What Vercel holds, once it has been told everything. */
  async function held(kind: (typeof KINDS)[number]): Promise<Notification | undefined> {
    await pushes.untilTold(bought.team);
    const installation = bought.team.installation();
    return kind === 'installation' ? installation.notification : installation.resources.get(bought.id)?.notification;
  }

  /** What the partner API shows when Vercel reads. */
  async function shown(kind: (typeof KINDS)[number]): Promise<unknown> {
    const { partner } = shop.server.vercel;
    const { id } = bought.team.installation();
    const read = kind === 'installation' ? partner.getInstallation(id) : partner.getResource(id, bought.id);
    return ((await read).body as { readonly notification?: unknown }).notification;
  }

  it.each(KINDS)('is shown beside the %s, replaced and taken back, and held so by Vercel', async (kind) => {
    const link = { href: `sso:${shop.server.url}/status` };
    expect((await say(kind, SOON)).status).toBe(204);
    expect(await shown(kind)).toEqual({ ...SOON, ...link });
    expect(await held(kind)).toEqual({ ...SOON, ...link });
    expect((await say(kind, NOW)).status).toBe(204);
    expect(await shown(kind)).toEqual(NOW);
    expect(await held(kind)).toEqual(NOW);
    expect((await unsay(kind)).status).toBe(204);
    expect(await shown(kind)).toBeUndefined();
    expect(await held(kind)).toBeUndefined();
    expect(shop.server.vercel.violations).toEqual([]);
  });

  it.each(KINDS)('about the %s is written into the audit log, and said twice is said once', async (kind) => {
    const louder: Notification = { ...NOW, level: 'error' };
    for (const said of [NOW, NOW, louder]) await say(kind, said);
    await unsay(kind);
    await unsay(kind);
    await pushes.untilTold(bought.team);
    const entries = await shop.sql(
      `SELECT actor_kind AS actor, action, ${told('before')}, ${told('after')} FROM audit_entries WHERE details->>'key' = 'operator' AND subject = $1 AND action LIKE '%.notification-%' ORDER BY at`,
      [idOf(kind)],
    );
    const { level, title } = NOW;
    const entry = (what: string, before: object, after: object) => ({
      actor: 'operator',
      action: `${kind}.notification-${what}`,
      before,
      after,
    });
    const [said, more, nothing] = [
      { level, title },
      { level: 'error', title },
      { level: null, title: null },
    ];
    expect(entries).toEqual([entry('set', nothing, said), entry('set', said, more), entry('cleared', more, nothing)]);
  });

  it.each(KINDS)('gives way to what is more severe beside the %s, and comes back after it', async (kind) => {
    const severe: Notification = { level: 'error', title: 'Suspended' };
    const subject = {
      installationId: bought.team.installation().id,
      ...(kind === 'resource' && { resourceId: bought.id }),
    };
    const notifications = shop.server.app.get(Notifications, { strict: false });
    const work = shop.server.app.get(UnitOfWork);
    await work.run(() => notifications.set(subject, severe, 'suspended'));
    await say(kind, NOW);
    expect([await shown(kind), await held(kind)]).toEqual([severe, severe]);
    await work.run(() => notifications.clear(subject, 'suspended'));
    expect([await shown(kind), await held(kind)]).toEqual([NOW, NOW]);
  });

  it('stands in every answer about a resource', async () => {
    await say('resource', NOW);
    const { team, id } = bought;
    const [listed] = await team.listResources();
    expect(listed?.notification).toEqual(NOW);
    expect((await team.rename(id, 'other')).notification).toEqual(NOW);
  });

  it.each(KINDS)('beside the %s may link to the dashboard, and nowhere else', async (kind) => {
    const href = 'https://dashboard.acme.example/billing';
    expect((await say(kind, { ...NOW, href })).status).toBe(204);
    const refused = await say(kind, { ...NOW, href: 'https://evil.example/billing' });
    expect(refused).toMatchObject({ status: 400, body: { error: { fields: [{ key: 'href' }] } } });
    expect(await shown(kind)).toEqual({ ...NOW, href });
  });

  it.each([
    [{ ...NOW, level: 'fatal' }, 'level'],
    [{ ...NOW, title: '' }, 'title'],
    [{ ...NOW, title: 'x'.repeat(101) }, 'title'],
    [{ ...NOW, message: 7 }, 'message'],
  ])('is refused as %j', async (said, key) => {
    expect(await say('installation', said)).toMatchObject({ status: 400, body: { error: { fields: [{ key }] } } });
  });

  it('finds nobody when the resource is gone, the installation has left, or neither was ever there', async () => {
    await bought.team.remove(bought.id);
    expect((await say('resource', NOW)).status).toBe(404);
    expect((await unsay('resource')).status).toBe(404);
    await bought.team.uninstall();
    expect((await say('installation', NOW)).status).toBe(404);
    expect((await operator('POST /installations/icfg_nobody/notification', NOW)).status).toBe(404);
    expect((await operator('POST /resources/res_nothing/notification', NOW)).status).toBe(404);
    expect((await operator('DELETE /resources/%00/notification')).status).toBe(404);
  });
});
