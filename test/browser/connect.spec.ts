import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Team } from '#libs/vercel-simulator';
import { follow } from './support/follow.js';
import { tabTo } from './support/keyboard.js';
import { Stand } from './support/stand.js';

describe('connecting an account in the popup', () => {
  let stand: Stand;
  let count = 0;

  beforeAll(async () => {
    stand = await Stand.open();
  });
  afterAll(() => stand?.close());
  afterEach(() => expect(stand.browser.troubles).toEqual([]));

  /** A team of its own, with two projects. */
  function newTeam(): Team {
    count += 1;
    const team = stand.vercel.team(`Team ${count}`);
    team.projects.add('web-shop');
    team.projects.add('docs');
    return team;
  }

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

  /** As far as the form that connects, the account confirmed. */
  async function atSetup(team: Team): Promise<Page> {
    const popup = await stand.browser.visitor();
    await popup.goto(team.connect({ source: 'marketplace' }).address);
    await button(popup, /^Go on as/).click();
    await popup.getByRole('heading', { name: 'Connect a project' }).waitFor();
    return popup;
  }

  /** A project, and a new resource on the free plan. */
  async function choose(popup: Page, project = 'web-shop'): Promise<void> {
    await popup.getByRole('radio', { name: project }).check();
    await popup.getByRole('radio', { name: /^New: .*Free/ }).check();
  }

  /** The keys that a project got, each once for deployments and once for development. */
  function keys(team: Team, project = 'web-shop'): readonly string[] {
    return team.projects.variables(project).map(({ key }) => key);
  }

  const isAtVercel = (url: URL): boolean => url.origin === stand.vercel.url;

  it('begins outside of Vercel, too, where nothing has to be confirmed', async () => {
    const first = newTeam();
    const page = await stand.browser.visitor();
    await page.goto(stand.at('/connect/start'));
    await choose(page);
    await button(page, 'Connect').click();
    await page.waitForURL(isAtVercel);
    expect(keys(first)).toContain('POSTGRES_URL');
  });

  it('says so when the plan has no room for one more', async () => {
    const team = newTeam();
    const first = await atSetup(team);
    await choose(first);
    await button(first, 'Connect').click();
    await first.waitForURL(isAtVercel);
    const popup = await atSetup(team);
    await choose(popup, 'docs');
    await button(popup, 'Connect').click();
    await popup.getByText('You have reached the limit of the plan Free.').waitFor();
    expect(await stand.browser.accessibilityProblems(popup)).toEqual([]);
  });

  it('goes from the marketplace to the variables of a project, by keyboard, and ends at Vercel', async () => {
    const team = newTeam();
    const flow = team.connect({ source: 'marketplace' });
    const popup = await stand.browser.visitor();
    await popup.goto(flow.address);
    expect(await popup.getByText(team.name).count()).toBeGreaterThan(0);
    expect(await stand.browser.accessibilityProblems(popup)).toEqual([]);
    await tabTo(popup, button(popup, /^Go on as/));
    await popup.keyboard.press('Enter');
    await popup.getByRole('heading', { name: 'Connect a project' }).waitFor();
    expect(await stand.browser.accessibilityProblems(popup)).toEqual([]);
    await popup.getByRole('radio', { name: 'web-shop' }).focus();
    await popup.keyboard.press('Space');
    await popup.getByRole('radio', { name: /^New: .*Free/ }).focus();
    await popup.keyboard.press('Space');
    await tabTo(popup, button(popup, 'Connect'));
    await popup.keyboard.press('Enter');
    await popup.waitForURL(isAtVercel);
    expect(flow.endedAt).toBeInstanceOf(Date);
    expect(keys(team)).toContain('POSTGRES_URL');
    expect(new Set(team.projects.variables('web-shop').flatMap(({ target }) => target))).toEqual(
      new Set(['production', 'preview', 'development']),
    );
    expect(keys(team, 'docs')).toEqual([]);
  });

  it('is a window that Vercel has opened, and stays so', async () => {
    const team = newTeam();
    const dashboard = await stand.browser.visitor({ javaScript: 'on' });
    await dashboard.goto(`${stand.vercel.url}/`);
    const opened = dashboard.waitForEvent('popup');
    await dashboard.evaluate(
      `void window.open(${JSON.stringify(team.connect({ source: 'marketplace' }).address)}, 'connect', 'popup')`,
    );
    const popup = await opened;
    await button(popup, /^Go on as/).click();
    await popup.getByRole('heading', { name: 'Connect a project' }).waitFor();
    expect(await popup.evaluate('window.opener !== null')).toBe(true);
    await popup.close();
    expect(keys(team)).toEqual([]);
    await atSetup(team);
  });

  it('exchanges the code once, however often the page is loaded', async () => {
    const team = newTeam();
    const popup = await atSetup(team);
    await popup.reload();
    await popup.reload();
    expect(await heading(popup)).toBe('Connect a project');
    const exchanges = stand.vercel.record.calls.filter(({ path }) => path === '/v2/oauth/access_token');
    expect(exchanges.filter(({ status }) => status !== 200)).toEqual([]);
  });

  it('makes one resource of a double click, and of going back and pressing again', async () => {
    const team = newTeam();
    const popup = await atSetup(team);
    await choose(popup);
    await button(popup, 'Connect').dblclick();
    await popup.waitForURL(isAtVercel);
    const once = keys(team);
    await popup.goBack();
    await button(popup, 'Connect').click();
    await popup.waitForURL(isAtVercel);
    expect(keys(team)).toEqual(once);
  });

  it('preselects the project of a Deploy Button', async () => {
    const team = newTeam();
    const { id } = team.projects.find('docs');
    const popup = await stand.browser.visitor();
    await popup.goto(team.connect({ source: 'deploy-button', currentProjectId: id }).address);
    await follow(popup, () => button(popup, /^Go on as/).click());
    expect(await popup.getByRole('radio', { name: 'docs' }).isChecked()).toBe(true);
  });

  it('shows later what is connected, and disconnects it', async () => {
    const team = newTeam();
    const popup = await atSetup(team);
    await choose(popup);
    await button(popup, 'Connect').click();
    await popup.waitForURL(isAtVercel);
    const configure = stand.at(`/connect/configure?configurationId=${team.connection.configuration().id}`);
    await popup.goto(configure);
    expect(await heading(popup)).toBe('Connected projects');
    expect(await stand.browser.accessibilityProblems(popup)).toEqual([]);
    await follow(popup, () => button(popup, 'Disconnect web-shop').click());
    expect(await popup.getByRole('row', { name: /web-shop/ }).count()).toBe(0);
    expect(keys(team)).toEqual([]);
    await follow(popup, () => popup.getByRole('link', { name: 'Delete main' }).click());
    expect(await stand.browser.accessibilityProblems(popup)).toEqual([]);
    await popup.getByLabel(/^Type the name/).fill('main');
    await follow(popup, () => button(popup, 'Delete the resource').click());
    expect(await popup.getByRole('status').textContent()).toContain('is being deleted');
    await follow(popup, () => popup.getByRole('link', { name: 'Remove the connection' }).click());
    expect(await stand.browser.accessibilityProblems(popup)).toEqual([]);
    await popup.getByRole('checkbox').check();
    await follow(popup, () => button(popup, 'Delete the connection').click());
    expect(await heading(popup)).toBe('The connection is removed');
    const stranger = await stand.browser.visitor();
    await stranger.goto(configure);
    expect(await heading(stranger)).toBe('Sign in with Vercel');
    expect(await stand.browser.accessibilityProblems(stranger)).toEqual([]);
  });

  it('says what to do when there is nothing to set up', async () => {
    const page = await stand.browser.visitor();
    for (const path of ['/connect/setup', '/connect/callback', '/connect/configure']) {
      await page.goto(stand.at(path));
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    }
  });
});
