import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exchange } from './support/connected.js';
import { startVisit, type Visitor } from './support/visitor.js';

describe('the dashboard as a whole', () => {
  let visitor: Visitor;
  beforeEach(async () => {
    visitor = await startVisit();
  });
  afterEach(() => visitor.stop());

  it('links to pages that are there, whose forms lead somewhere', async () => {
    const { team, sim, submit } = visitor;
    await team.install();
    await team.provision({ product: 'postgres', plan: 'free', name: 'main' });
    await sim.team('Globex').install();
    team.projects.add('shop');
    await exchange(visitor, team.connect({ source: 'marketplace' }));
    const { actions, paths } = await crawl('/');
    expect(paths.size).toBeGreaterThan(15);
    expect(actions.size).toBeGreaterThan(30);
    for (const action of actions) {
      const { text } = await submit(action);
      expect([action, /There is no such page|This did not work/.test(text)]).toEqual([action, false]);
    }
  });

  it('is guarded: own styles and forms alone, no script, not framed, not kept', async () => {
    const { headers, text } = await visitor.visit('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toMatch(/<script|\sstyle=|\son[a-z]+=/);
    const style = await visitor.visit('/dashboard/style.css');
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('takes no form that another site has sent', async () => {
    const { sim, team } = visitor;
    const send = async (headers: Record<string, string>): Promise<number> => {
      const url = `${sim.url}/dashboard/teams/Acme/install`;
      return (await fetch(url, { method: 'POST', headers, redirect: 'manual' })).status;
    };
    expect(await send({ origin: 'https://evil.example' })).toBe(403);
    expect(await send({ origin: 'null' })).toBe(403);
    expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await send({ 'sec-fetch-site': 'same-site', origin: sim.url })).toBe(403);
    expect(team.held()).toBeUndefined();
    expect(await send({ origin: sim.url })).toBe(303);
    expect(team.installation().state).toBe('installed');
  });

  it('never leads away after a form that failed', async () => {
    const { sim } = visitor;
    const refused = async (referer: string): Promise<string | null> => {
      const sent = { method: 'POST', headers: { referer }, redirect: 'manual' } as const;
      return (await fetch(`${sim.url}/dashboard/teams`, sent)).headers.get('location');
    };
    for (const referer of ['https://evil.example/x', 'nonsense', `${sim.url}//evil.example/x`])
      expect([referer, await refused(referer)]).toEqual([referer, expect.stringMatching(/^\/\?told=/)]);
    expect(await refused(`${sim.url}/dashboard/webhooks?a=b`)).toMatch(/^\/dashboard\/webhooks\?a=b&told=/);
  });

  it('says so when there is no such page, or no such way to ask for it', async () => {
    expect((await visitor.visit('/dashboard/nothing')).status).toBe(404);
    const { status, headers } = await visitor.visit('/dashboard/teams');
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  });

  async function crawl(from: string): Promise<{ readonly actions: Set<string>; readonly paths: Set<string> }> {
    const [paths, actions] = [new Set([from]), new Set<string>()];
    for (const path of paths) {
      if (/\/(open|import|begin)(\?|$)/.test(path)) {
        expect([path, (await visitor.leave(path)).origin]).toEqual([path, new URL(visitor.provider.url).origin]);
        continue;
      }
      const { text, status } = await visitor.visit(path);
      expect([path, status]).toEqual([path, 200]);
      for (const found of attributes(text, 'href')) if (found.startsWith('/')) paths.add(found);
      for (const found of attributes(text.replaceAll(/<form method="get"[^>]*>/g, ''), 'action')) actions.add(found);
    }
    return { actions, paths };
  }
});

function attributes(text: string, name: string): readonly string[] {
  return [...text.matchAll(new RegExp(`${name}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );
}
