import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { until } from '../support/until.js';
import { follow } from './support/follow.js';
import { tabTo } from './support/keyboard.js';
import { Stand } from './support/stand.js';

describe('the simulated Vercel in a browser', () => {
  let stand: Stand;
  let page: Page;

  beforeAll(async () => {
    stand = await Stand.open();
    page = await stand.browser.visitor();
  });
  afterAll(() => stand?.close());

  const button = (name: string, on: Page = page): Locator => on.getByRole('button', { name, exact: true });
  const link = (name: string): Locator => page.getByRole('link', { name });
  const heading = (on: Page = page): Promise<string | null> => on.getByRole('heading', { level: 1 }).textContent();

  const open = (path: string): Promise<unknown> => page.goto(`${stand.vercel.url}${path}`);

  const enter = (): Promise<void> => follow(page, () => page.keyboard.press('Enter'));
  const press = (name: string): Promise<void> => follow(page, () => button(name).click());

  /** A link that leaves for the provider, in a window of its own. */
  async function leaveBy(way: Locator): Promise<Page> {
    const opened = page.waitForEvent('popup');
    await way.click();
    const popup = await opened;
    await popup.waitForLoadState();
    return popup;
  }

  it('makes a team, installs and creates a resource, by keyboard', async () => {
    await open('/');
    await tabTo(page, page.getByLabel('Name'));
    await page.keyboard.type('Initech');
    await enter();
    expect(await heading()).toBe('Initech');
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    await tabTo(page, button('Install'));
    await enter();
    await page.getByText('Installed as icfg_').waitFor();
    await tabTo(page, link('Create a resource'));
    await enter();
    await page.getByLabel('Slug of the product').fill('postgres');
    await enter();
    await page.getByLabel('Name', { exact: true }).fill('ledger');
    await page.getByRole('radio', { name: /^Pro/ }).check();
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    await tabTo(page, button('Create'));
    await enter();
    await page.getByText('ledger was created.').waitFor();
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
  });

  it('opens it in the provider, as the member who is chosen', async () => {
    const dashboard = await leaveBy(link('Open in provider'));
    expect(await heading(dashboard)).toMatch(/^ledger\b/);
    await dashboard.close();
    await open('/dashboard/teams/Initech/members');
    const isViewer = page.getByRole('cell', { name: 'USER', exact: true });
    const viewer = await leaveBy(page.getByRole('row').filter({ has: isViewer }).getByRole('link'));
    await viewer.getByText('Read only').waitFor();
    await viewer.close();
  });

  it('renames and rotates it, and runs a command', async () => {
    await open('/dashboard/teams/Initech');
    await follow(page, () => link('ledger').click());
    const before = stand.vercel.team('Initech').installation().resources.values().next().value?.secrets;
    await page.getByLabel('Name', { exact: true }).fill('books');
    await press('Rename');
    expect(await heading()).toBe('books');
    await press('Rotate');
    await until(() => {
      const [held] = stand.vercel.team('Initech').installation().resources.values();
      return JSON.stringify(held?.secrets) !== JSON.stringify(before);
    });
    await page.getByLabel('Command').fill('SELECT 6 * 7 AS answer');
    await press('Run');
    await page.getByText('42').first().waitFor();
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
  });

  it('hands it over to another team', async () => {
    await stand.vercel.team('Hooli').install();
    await page.reload();
    await press('Transfer');
    await open('/dashboard/teams/Hooli');
    await link('books').waitFor();
  });

  it('connects an account from the popup to the variables of a project', async () => {
    await open('/dashboard/teams/Hooli/connection');
    await page.getByLabel('Name', { exact: true }).fill('web-shop');
    await press('Add project');
    const popup = await leaveBy(link('From the Marketplace'));
    await popup.getByRole('button', { name: /^Go on as/ }).click();
    await popup.getByRole('radio', { name: 'web-shop' }).check();
    await button('Connect', popup).click();
    await popup.getByRole('heading', { name: 'Connected' }).waitFor();
    expect(await stand.browser.accessibilityProblems(popup)).toEqual([]);
    await popup.close();
    await page.reload();
    await page.getByText('POSTGRES_URL', { exact: true }).first().waitFor();
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
  });

  it.each(['/', '/dashboard/webhooks', '/dashboard/simulator', '/dashboard/teams/Hooli/billing'])(
    'is accessible: %s',
    async (path) => {
      await open(path);
      expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    },
  );

  it('says what the provider has refused', async () => {
    for (const name of ['first', 'second']) {
      await open('/dashboard/teams/Hooli/create?product=postgres');
      await page.getByLabel('Name', { exact: true }).fill(name);
      await page.getByRole('radio', { name: /^Free/ }).check();
      await press('Create');
    }
    expect(await page.getByText('limit of the plan Free').count()).toBeGreaterThan(0);
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
  });

  it('uninstalls, after which nobody is signed in any more', async () => {
    const dashboard = await stand.arrive(stand.vercel.team('Hooli'));
    await open('/dashboard/teams/Hooli');
    await press('Uninstall');
    await page
      .getByText(/removed/)
      .first()
      .waitFor();
    await dashboard.context().clearCookies({ name: 'stallholder-installation' });
    await dashboard.reload();
    expect(await heading(dashboard)).toBe('Sign in with Vercel');
  });

  it('caused no trouble in any browser, and no breach of the contract', () => {
    expect(stand.browser.troubles).toEqual([]);
    expect(stand.vercel.violations).toEqual([]);
  });
});
