import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { Browser } from './support/browser.js';
import { SignOn } from './support/sign-on.js';

describe('signing in with Vercel', () => {
  let shop: Shop;
  let sign: SignOn;
  let url: string;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    sign = new SignOn(shop);
    url = shop.server.url;
  });
  afterAll(() => shop.close());

  it('gives the browser a secret of which the database knows a digest alone', async () => {
    const team = await sign.team();
    const browser = new Browser();
    const { headers } = await browser.get(team.openProvider());
    const [session = ''] = headers.getSetCookie();
    expect(session).toMatch(/^stallholder=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    const { id, members } = team.installation();
    const [admin] = members;
    expect(await sign.who(browser)).toMatchObject({
      installationId: id,
      memberId: admin?.id,
      role: 'ADMIN',
      accountName: team.name,
    });
    const value = (await sign.value(browser)) ?? '';
    const kept = await shop.sql<{ row: string }>('SELECT s::text AS row FROM sessions s WHERE installation_id = $1', [
      id,
    ]);
    expect(kept).toHaveLength(1);
    expect(kept[0]?.row).not.toContain(value);
    expect(kept[0]?.row).not.toContain(Buffer.from(value).toString('hex'));
  });

  it('makes a member of whoever comes, with the role of the token', async () => {
    const team = await sign.team();
    const viewer = team.members.all().find(({ role }) => role === 'USER');
    expect(await sign.who(await sign.browser(team, viewer?.id))).toMatchObject({ memberId: viewer?.id, role: 'USER' });
  });

  it('works once with each code, and asks Vercel once', async () => {
    const address = (await sign.team()).openProvider();
    const before = sign.exchanges;
    const [first, thief] = [new Browser(), new Browser()];
    expect((await first.get(address)).status).toBe(303);
    const again = await thief.get(address);
    expect([again.status, again.headers.getSetCookie()]).toEqual([400, []]);
    expect(again.text).toContain('This link was used already');
    expect(sign.exchanges).toBe(before + 1);
    expect(await sign.who(first)).not.toBeNull();
  });

  it('works once also when a code comes twenty times at the same time', async () => {
    const address = (await sign.team()).openProvider();
    const answers = await Promise.all(Array.from({ length: 20 }, () => new Browser().get(address)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
  });

  it('leaves who reloads the page in the session that has just begun', async () => {
    const address = (await sign.team()).openProvider();
    const browser = new Browser();
    await browser.get(address);
    const value = await sign.value(browser);
    const again = await browser.get(address);
    expect(again.text).toContain('Go on in the session that you have');
    expect(await sign.value(browser)).toBe(value);
  });

  it('never takes over a value that was in the browser before', async () => {
    const team = await sign.team();
    const planted = 'A'.repeat(43);
    const browser = new Browser();
    await browser.plant(url, 'stallholder', planted);
    await browser.get(team.openProvider());
    expect(await sign.value(browser)).not.toBe(planted);
    expect(await sign.whoHas(planted)).toBeNull();
  });

  it('ends the session that somebody has planted in the browser, so that they do not see what happens in it', async () => {
    const [attacker, victim] = [await sign.team(), await sign.team()];
    const planted = (await sign.value(await sign.browser(attacker))) ?? '';
    const browser = new Browser();
    await browser.plant(url, 'stallholder', planted);
    expect(await sign.who(browser)).toMatchObject({ installationId: attacker.installation().id });
    await browser.get(victim.openProvider());
    expect(await sign.who(browser)).toMatchObject({ installationId: victim.installation().id });
    expect(await sign.whoHas(planted)).toBeNull();
  });

  it('over the session of another account replaces it, and mixes nothing', async () => {
    const [one, other] = [await sign.team(), await sign.team()];
    const browser = await sign.browser(one);
    const former = await sign.value(browser);
    await browser.get(other.openProvider());
    expect(await sign.who(browser)).toMatchObject({ installationId: other.installation().id, accountName: other.name });
    expect(await sign.whoHas(former)).toBeNull();
    const actions = await shop.sql<{ action: string }>(
      `SELECT action FROM audit_entries WHERE installation_id = $1 AND action LIKE 'member.signed%' ORDER BY at`,
      [one.installation().id],
    );
    expect(actions.map(({ action }) => action)).toEqual(['member.signed-in', 'member.signed-out']);
  });

  it('keeps two people apart who have the same e-mail address', async () => {
    const { tokens } = shop.server.vercel;
    const [one, other] = [await sign.team(), await sign.team()];
    const people = [
      { installationId: one.installation().id, userId: 'a1', role: 'ADMIN' },
      { installationId: one.installation().id, userId: 'a2', role: 'USER' },
      { installationId: other.installation().id, userId: 'a3', role: 'USER' },
    ] as const;
    for (const person of people) {
      sign.answerOnce(tokens.user({ ...person, email: 'same@people.example' }));
      const { userId: memberId, ...rest } = person;
      const facts = await sign.who(await sign.browser(one));
      expect(facts).toMatchObject({ ...rest, memberId, email: 'same@people.example' });
    }
  });

  it('keeps the two installations of one person apart', async () => {
    const { tokens } = shop.server.vercel;
    const ids = [(await sign.team()).installation().id, (await sign.team()).installation().id];
    const [admin, user] = await Promise.all(
      ids.map(async (installationId, n) => {
        const token = tokens.user({ installationId, userId: 'c0ffee', role: n === 0 ? 'ADMIN' : 'USER' });
        return { installationId, token };
      }),
    );
    sign.answerOnce(admin?.token ?? '');
    const first = await sign.browser(await sign.team());
    sign.answerOnce(user?.token ?? '');
    const second = await sign.browser(await sign.team());
    expect(await sign.who(first)).toMatchObject({ installationId: ids[0], memberId: 'c0ffee', role: 'ADMIN' });
    expect(await sign.who(second)).toMatchObject({ installationId: ids[1], memberId: 'c0ffee', role: 'USER' });
  });

  it('ends after two hours without a call, and after twelve in any case', async () => {
    const team = await sign.team();
    const [idle, busy] = [await sign.browser(team), await sign.browser(team)];
    for (let hours = 1; hours < 12; hours += 1) {
      await sign.pass(3_600);
      expect(await sign.who(busy)).not.toBeNull();
      if (hours === 1) continue;
      expect(await sign.who(idle)).toBeNull();
    }
    await sign.pass(3_600);
    expect(await sign.who(busy)).toBeNull();
  });

  it('is not done by whoever looks at a link without opening it', async () => {
    const address = (await sign.team()).openProvider();
    const looked = await fetch(address, { method: 'HEAD' });
    expect([looked.status, looked.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await new Browser().get(address)).status).toBe(303);
  });
});
