import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CallbackRelay } from '../support/provider/index.js';
import { NodeProgram } from '../support/run-node.js';
import { memberOf, Stand } from './support/stand.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('where we have no page to show', () => {
  let dashboard: CallbackRelay;
  let program: NodeProgram;
  let stand: Stand;

  beforeAll(async () => {
    dashboard = await CallbackRelay.start();
    stand = await Stand.open({ workers: 'off', env: { DASHBOARD_URL: dashboard.url } });
    const env = { STALLHOLDER_URL: stand.server.url, DASHBOARD_URL: dashboard.url, PORT: '0' };
    program = new NodeProgram(['examples/own-dashboard.js'], { cwd: ROOT, env });
    const told = await program.untilTold(/Listening on \S+\n/);
    dashboard.to(/Listening on (\S+)/.exec(told)?.[1] ?? '');
  });
  afterEach(() => expect(stand.browser.troubles).toEqual([]));
  afterAll(async () => {
    program?.signal('SIGKILL');
    await program?.ended();
    await stand?.close();
    await dashboard?.stop();
  });

  it.each(['/', '/nowhere', '/dashboard/resources/none', '/connect/setup', '/connect/left', '/import'])(
    'words say so, or where to go on: %s',
    async (path) => {
      const page = await stand.browser.visitor();
      const answer = await page.goto(stand.at(path));
      expect(answer?.status()).toBeLessThan(500);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe('');
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    },
  );

  it("the provider's own dashboard is come to, from Vercel and back from a bookmark, and knows who it is", async () => {
    const team = stand.vercel.team('Acme');
    await team.install();
    const { id } = await team.provision({ product: 'postgres', plan: 'free', name: 'orders' });
    const page = await stand.arrive(team, { role: 'USER', context: { resource_id: id, path: 'usage' } });
    const who = { sub: memberOf(team, 'USER'), role: 'USER', installation_id: team.installation().id };
    for (const path of [`/dashboard/resources/${id}/usage`, '/reports?month=5']) {
      if (!page.url().endsWith(path)) await page.goto(dashboard.url + path);
      expect(page.url()).toBe(dashboard.url + path);
      expect(JSON.parse(await page.locator('body').innerText())).toMatchObject({ url: path, ...who });
    }
    await page.context().clearCookies({ name: 'dashboard' });
    await page.goto(stand.at('/dashboard/settings'));
    expect(page.url()).toBe(`${dashboard.url}/dashboard/settings`);
  });
});
