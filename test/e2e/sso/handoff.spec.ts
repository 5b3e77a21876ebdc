import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CallbackRelay } from '../../support/provider/index.js';
import { NodeProgram } from '../../support/run-node.js';
import { Shop } from '../../support/shop/index.js';
import { Browser } from './support/browser.js';
import { SignOn } from './support/sign-on.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** How a code is redeemed, and what comes back. */
interface Redeemed {
  readonly status: number;
  readonly body: {
    readonly id_token?: string;
    readonly expires_in?: number;
    readonly error?: { readonly code: string };
  };
}

describe("the provider's own dashboard", () => {
  let dashboard: CallbackRelay;
  let program: NodeProgram;
  let shop: Shop;
  let sign: SignOn;

  beforeAll(async () => {
    dashboard = await CallbackRelay.start();
    shop = await Shop.open({ workers: 'off', env: { DASHBOARD_URL: dashboard.url } });
    sign = new SignOn(shop);
    const env = { STALLHOLDER_URL: shop.server.url, DASHBOARD_URL: dashboard.url, PORT: '0' };
    program = new NodeProgram(['examples/own-dashboard.js'], { cwd: ROOT, env });
    const told = await program.untilTold(/Listening on \S+\n/);
    dashboard.to(/Listening on (\S+)/.exec(told)?.[1] ?? '');
  });
  afterAll(async () => {
    program.signal('SIGKILL');
    await program.ended();
    await dashboard.stop();
    await shop.close();
  });

  const redeem = async (code: unknown): Promise<Redeemed> => {
    const answer = await fetch(`${shop.server.url}/sso/handoff/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    return { status: answer.status, body: (await answer.json()) as Redeemed['body'] };
  };

  /** The code with which a browser is sent on. */
  const codeOf = async (address: string): Promise<string> => {
    const { location } = await new Browser().get(address);
    return new URL(location ?? '').searchParams.get('code') ?? '';
  };

  it('learns by the example of the guide who has come, and which page is meant', async () => {
    const team = await sign.team();
    const { id } = await team.provision({ product: 'shop', plan: 'free', name: 'main' });
    const [admin, viewer] = team.members.all();
    for (const member of [admin, viewer]) {
      const context = { resource_id: id, path: 'usage' };
      const seen = await new Browser().open(team.openProvider(context, { userId: member?.id ?? '' }));
      expect([seen.status, seen.url]).toEqual([200, `${dashboard.url}/dashboard/resources/${id}/usage`]);
      expect(JSON.parse(seen.text)).toMatchObject({
        iss: shop.server.url,
        aud: dashboard.url,
        sub: member?.id,
        installation_id: team.installation().id,
        account_name: team.name,
        role: member?.role,
        target: `/dashboard/resources/${id}/usage`,
      });
    }
  });

  it('takes nobody in by a code that somebody else has brought, with a state or without', async () => {
    const [mallory, team] = [await sign.team(), await sign.team()];
    const victim = await sign.browser(team);
    const lured = await victim.open(
      `${dashboard.url}/?code=${await codeOf(mallory.openProvider())}`,
      `${sign.shop.server.vercel.url}/`,
    );
    expect(lured.url).toContain(`/sso/integrations/acme/${mallory.installation().id}?`);
    const start = `${shop.server.url}/sso/handoff/start?state=${'s'.repeat(16)}`;
    const { location } = await (await sign.browser(mallory)).get(start);
    expect(location).toMatch(/\?code=[\w-]+&state=s{16}$/);
    const refused = await victim.open(location ?? '');
    expect([refused.status, refused.url]).toEqual([401, location]);
    const own = await victim.open(`${dashboard.url}/reports?month=5`);
    expect([own.url, JSON.parse(own.text)]).toEqual([
      `${dashboard.url}/reports?month=5`,
      expect.objectContaining({ installation_id: team.installation().id }),
    ]);
  });

  it('gets its own state back with the code and in the identity, from whatever session', async () => {
    const [team, other] = [await sign.team(), await sign.team()];
    const start = `${shop.server.url}/sso/handoff/start?state=a-state-of-its-own`;
    const of = `&installation_id=${team.installation().id}&url=/reports`;
    for (const browser of [await sign.browser(team), await sign.browser(other), new Browser()]) {
      const { url } = await browser.open(start + of, `${dashboard.url}/?code`);
      const { code, state } = Object.fromEntries(new URL(url).searchParams);
      const { body } = await redeem(code);
      const [, claims = ''] = (body.id_token ?? '').split('.');
      expect([state, JSON.parse(Buffer.from(claims, 'base64url').toString())]).toEqual([
        'a-state-of-its-own',
        expect.objectContaining({ state, target: '/reports', installation_id: team.installation().id }),
      ]);
    }
    const browser = await sign.browser(team);
    for (const bad of ['', '?state=short', `?state=${'a'.repeat(129)}`, '?state=a%20state%20with%20blanks'])
      expect((await browser.get(`${shop.server.url}/sso/handoff/start${bad}`)).status).toBe(400);
  });

  it('is shown in the guide as it is tried here', async () => {
    const [guide, example] = await Promise.all(
      ['docs/guides/sso-and-handoff.md', 'examples/own-dashboard.js'].map((file) =>
        readFile(`${ROOT}/${file}`, 'utf8'),
      ),
    );
    const [, shown = ''] = /```js\n(.*?)```/s.exec(guide ?? '') ?? [];
    expect(shown.split('\n').length).toBeLessThan(25);
    expect(example).toContain(shown.trim());
  });

  it('gets the page of its own that a link has named, and we keep ours', async () => {
    const team = await sign.team();
    const own = await new Browser().open(team.openProvider({ url: `${dashboard.url}/reports?month=5` }));
    expect(own.url).toBe(`${dashboard.url}/reports?month=5`);
    const steered = await new Browser().open(team.openProvider({ url: `${dashboard.url}//evil.example/x` }));
    expect(steered.url).toBe(`${dashboard.url}/evil.example/x`);
    for (const page of ['/sso/sign-out', '/import?state=1', '/connect/configure?configurationId=1']) {
      const ours = await new Browser().get(team.openProvider({ url: page }));
      expect(ours.location).toBe(shop.server.url + page);
    }
  });

  it.each([
    ['/reports?month=5', '/reports?month=5'],
    ['/', '/dashboard'],
    ['/dashboards/of/mine', '/dashboards/of/mine'],
    ['/sso:start', '/sso:start'],
    ['/%00', '/%00'],
    ['/.//evil.example', '/evil.example'],
    ['/..//evil.example/x', '/evil.example/x'],
  ])('has the page that a link to %s names without a host', async (url, path) => {
    const team = await sign.team();
    const browser = new Browser();
    const seen = await browser.open(team.openProvider({ url }));
    expect([seen.status, seen.url]).toEqual([200, dashboard.url + path]);
    const id = team.installation().id;
    const start = `${shop.server.url}/sso/start?installation_id=${id}&url=${encodeURIComponent(url)}`;
    expect((await new Browser().open(start)).url).toBe(dashboard.url + path);
  });

  it('is where the addresses of our own lead, with a session and without', async () => {
    const team = await sign.team();
    const page = `/dashboard/billing?installation_id=${team.installation().id}`;
    const browser = new Browser();
    expect((await browser.open(shop.server.url + page)).url).toBe(dashboard.url + page);
    expect((await browser.open(`${shop.server.url}/dashboard`)).url).toBe(`${dashboard.url}/dashboard`);
    expect((await browser.get(`${shop.server.url}/dashboardx`)).status).toBe(404);
    expect((await browser.get(`${shop.server.url}/dashboard//evil.example`)).location).toMatch(
      `${dashboard.url}/?code=`,
    );
  });

  it('is no way to a host that the line of a request names', async () => {
    const browser = await sign.browser(await sign.team());
    const cookie = await browser.jar.getCookieString(shop.server.url);
    const { hostname, port } = new URL(shop.server.url);
    const asked = get({ hostname, port, path: 'http://evil.example/dashboard/x', headers: { cookie } });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toMatch(`${dashboard.url}/?code=`);
  });

  it('gets an identity once for each code, whoever brings it again', async () => {
    const code = await codeOf((await sign.team()).openProvider());
    const answers = await Promise.all(Array.from({ length: 10 }, () => redeem(code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status === 200)?.body.expires_in).toBe(300);
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect([status, body.error?.code]).toEqual([400, 'invalid_code']);
    }
  });

  it('gets none for a code that is old, made up, or of a session that has ended', async () => {
    const team = await sign.team();
    const old = await codeOf(team.openProvider());
    await sign.pass(61);
    const left = await codeOf(team.openProvider());
    await shop.sql('DELETE FROM sessions WHERE installation_id = $1', [team.installation().id]);
    for (const code of [old, left, 'A'.repeat(43)]) expect((await redeem(code)).status).toBe(400);
    for (const code of [undefined, null, 1, '', ['a'], { a: 1 }, 'a b', 'a'.repeat(129)]) {
      expect((await redeem(code)).status).toBe(400);
    }
  });

  it('finds one key, also when the first ones who need it come at the same time, and another one after 90 days', async () => {
    const keySet = async (): Promise<readonly { readonly kid: string; readonly d?: string }[]> => {
      const answer = await fetch(`${shop.server.url}/.well-known/jwks.json`);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
      return ((await answer.json()) as { keys: { kid: string }[] }).keys;
    };
    await shop.sql('DELETE FROM signing_keys');
    const sets = await Promise.all(Array.from({ length: 8 }, keySet));
    expect(new Set(sets.map((keys) => JSON.stringify(keys))).size).toBe(1);
    const [[first] = []] = sets;
    await sign.pass(90 * 86_400);
    const [second, former, ...others] = await keySet();
    expect([former, others]).toEqual([first, []]);
    expect(second?.kid).not.toBe(first?.kid);
    await sign.pass(90 * 86_400);
    expect((await keySet()).map(({ kid }) => kid)).not.toContain(first?.kid);
  });
});
