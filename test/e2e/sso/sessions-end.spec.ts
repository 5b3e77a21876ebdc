import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { SessionDirectory, type SessionFacts } from '../../../src/platform/auth/index.js';
import { Unavailable } from '../../../src/platform/errors/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { SignOn } from './support/sign-on.js';

describe('a session', () => {
  let shop: Shop;
  let sign: SignOn;

  beforeAll(async () => {
    shop = await Shop.open();
    sign = new SignOn(shop);
  });
  afterAll(() => shop.close());

  const viewerOf = (team: Team): string => team.members.all().find(({ role }) => role === 'USER')?.id ?? '';

  const sessionsOf = async (team: Team): Promise<number> =>
    (await shop.sql('SELECT 1 FROM sessions WHERE installation_id = $1', [team.installation().id])).length;

  it('ends in all browsers when its member is removed, and nobody else is signed out', async () => {
    const team = await sign.team();
    const viewer = viewerOf(team);
    const [one, two, admin] = [
      await sign.browser(team, viewer),
      await sign.browser(team, viewer),
      await sign.browser(team),
    ];
    await team.members.remove(viewer);
    await until(async () => (await sign.who(one)) === null);
    expect(await sign.who(two)).toBeNull();
    expect(await sign.who(admin)).not.toBeNull();
    expect(await sessionsOf(team)).toBe(1);
  });

  it.each(['ADMIN', 'USER'] as const)('ends when its member gets another role: %s', async (role) => {
    const team = await sign.team();
    const { id = '' } = team.members.all().find((member) => member.role !== role) ?? {};
    const browser = await sign.browser(team, id);
    await team.members.changeRole(id, role);
    await until(async () => (await sign.who(browser)) === null);
    expect(await sign.who(await sign.browser(team, id))).toMatchObject({ memberId: id, role });
  });

  it('goes on when an older change comes late', async () => {
    const team = await sign.team();
    const viewer = viewerOf(team);
    const held = shop.server.vercel.webhooks;
    held.hold();
    await team.members.changeRole(viewer, 'ADMIN');
    await team.members.changeRole(viewer, 'USER');
    await sign.pass(60);
    const browser = await sign.browser(team, viewer);
    await held.release('reversed');
    await shop.settled();
    expect(await sign.who(browser)).toMatchObject({ role: 'USER' });
  });

  it('ends with the installation, from the request to uninstall on', async () => {
    const team = await sign.team();
    const browser = await sign.browser(team);
    await team.uninstall();
    expect(await sign.who(browser)).toBeNull();
    expect(await sessionsOf(team)).toBe(0);
  });

  it('ends when the installation goes over to another account', async () => {
    const team = await sign.team();
    const browser = await sign.browser(team);
    await sign.pass(60);
    await team.webhooks.moveTo('a0000000000000000000000f');
    await until(async () => (await sign.who(browser)) === null);
  });
});

describe('what matters', () => {
  let shop: Shop;
  let sign: SignOn;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    sign = new SignOn(shop);
  });
  afterAll(() => shop.close());

  const prove = (session: SessionFacts | null): Promise<SessionFacts | null> => {
    if (session === null) throw new Error('nobody is signed in');
    return shop.server.app.get(SessionDirectory).prove(session);
  };
  const questions = (): number =>
    shop.server.vercel.record.calls.filter(({ path }) => path.includes('/member/')).length;

  it('is done without a question within five minutes of the last proof, and with one after them', async () => {
    const browser = await sign.browser(await sign.team());
    const before = questions();
    await sign.pass(240);
    expect(await prove(await sign.who(browser))).not.toBeNull();
    expect(questions()).toBe(before);
    await sign.pass(120);
    expect(await prove(await sign.who(browser))).not.toBeNull();
    expect(await prove(await sign.who(browser))).not.toBeNull();
    expect(questions()).toBe(before + 1);
  });

  it('is not done by who has another role at Vercel, whose session ends although no webhook has come', async () => {
    const team = await sign.team();
    const browser = await sign.browser(team);
    shop.server.vercel.webhooks.hold();
    await team.members.changeRole(team.members.all()[0]?.id ?? '', 'USER');
    await sign.pass(360);
    expect(await prove(await sign.who(browser))).toBeNull();
    expect(await sign.who(browser)).toBeNull();
  });

  it('is not shown or done on a page either, once the five minutes are over', async () => {
    const team = await sign.team();
    const browser = await sign.browser(team);
    const { id } = await team.provision({ product: 'shop', plan: 'free', name: 'main' });
    const page = `${shop.server.url}/dashboard/resources/${id}/secrets`;
    expect(await browser.submit(page)).toMatchObject({ status: 200 });
    shop.server.vercel.webhooks.hold();
    await team.members.changeRole(team.members.all()[0]?.id ?? '', 'USER');
    await sign.pass(360);
    expect(await browser.submit(page)).toMatchObject({ status: 401 });
    expect(await sign.who(browser)).toBeNull();
  });

  it('is not done by who was removed at Vercel', async () => {
    const team = await sign.team();
    const browser = await sign.browser(team);
    shop.server.vercel.webhooks.hold();
    await team.members.remove(team.members.all()[0]?.id ?? '');
    await sign.pass(360);
    expect(await prove(await sign.who(browser))).toBeNull();
    expect(await sign.who(browser)).toBeNull();
  });

  const failOnce = (path: RegExp, status = 500, code = 'x'): void => {
    const body = { error: { code, message: 'no' } };
    shop.server.vercel.faults.add({ on: 'vercel-api', path, times: 1, kind: 'status', status, body });
  };
  const renewals = (): number => sign.exchanges;

  it('is proven by the refresh token of the session when the installation cannot be asked for', async () => {
    const browser = await sign.browser(await sign.team());
    await sign.pass(360);
    failOnce(/\/member\//, 403, 'integration_configuration_disabled');
    const before = renewals();
    expect(await prove(await sign.who(browser))).not.toBeNull();
    expect(renewals()).toBe(before + 1);
    await sign.pass(360);
    expect(await prove(await sign.who(browser))).not.toBeNull();
    expect(renewals()).toBe(before + 2);
  });

  it('is not done by who has another role by the refresh token, or is somebody else by it', async () => {
    const team = await sign.team();
    const [demoted, exchanged] = [await sign.browser(team), await sign.browser(team, team.members.all()[1]?.id)];
    const { id: installationId } = team.installation();
    await sign.pass(360);
    shop.server.vercel.webhooks.hold();
    await team.members.changeRole(team.members.all()[0]?.id ?? '', 'USER');
    for (const [browser, token] of [
      [demoted, null],
      [exchanged, shop.server.vercel.tokens.user({ installationId, userId: 'e15e', role: 'USER' })],
    ] as const) {
      failOnce(/\/member\//);
      if (token !== null) sign.answerOnce(token);
      expect(await prove(await sign.who(browser))).toBeNull();
      expect(await sign.who(browser)).toBeNull();
    }
  });

  it('waits while Vercel cannot be asked, and the session goes on', async () => {
    const browser = await sign.browser(await sign.team());
    await sign.pass(360);
    failOnce(/\/sso\/token$/);
    shop.server.vercel.faults.add({ on: 'vercel-api', path: /\/member\//, times: 1, kind: 'status', status: 500 });
    await expect(prove(await sign.who(browser))).rejects.toThrow(Unavailable);
    expect(await prove(await sign.who(browser))).not.toBeNull();
  });
});
