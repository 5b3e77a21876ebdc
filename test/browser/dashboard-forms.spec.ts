import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { HeldResource, Team } from '#libs/vercel-simulator';
import { until } from '../support/until.js';
import { follow } from './support/follow.js';
import { tabTo } from './support/keyboard.js';
import { Stand } from './support/stand.js';

describe('in the dashboard', () => {
  let stand: Stand;
  let team: Team;
  let orders: HeldResource;
  let page: Page;

  beforeAll(async () => {
    stand = await Stand.open();
    team = stand.vercel.team('Acme');
    await team.install();
    orders = await team.provision({ product: 'postgres', plan: 'pro', name: 'orders' });
    page = await stand.arrive(team);
  });
  beforeEach(() => page.goto(stand.at(`/dashboard/resources/${orders.id}`)));
  afterAll(() => stand?.close());

  /** What Vercel holds, and hands to projects. */
  function secretAtVercel(): string | undefined {
    const { secrets } = team.installation().resources.get(orders.id) ?? orders;
    return secrets.find(({ name }) => name === 'POSTGRES_URL')?.value;
  }

  async function goTo(link: string): Promise<void> {
    await follow(page, () => page.getByRole('link', { name: link }).click());
  }

  async function press(name: string): Promise<void> {
    await tabTo(page, page.getByRole('button', { name }));
    await follow(page, () => page.keyboard.press('Enter'));
  }

  it('the keyboard alone skips to the content, and goes from page to page', async () => {
    await page.keyboard.press('Tab');
    expect(
      await page.getByRole('link', { name: 'Skip to the content' }).evaluate((link) => link.matches(':focus')),
    ).toBe(true);
    await page.keyboard.press('Enter');
    await page.waitForURL('**#content');
    await tabTo(page, page.getByRole('link', { name: 'Secrets' }));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/secrets');
  });

  it('an administrator sees secrets on demand, by keyboard', async () => {
    await goTo('Secrets');
    expect(await page.content()).not.toContain(secretAtVercel());
    await press('Show secrets');
    await page.getByRole('row', { name: 'POSTGRES_URL' }).waitFor();
    expect(await page.getByRole('cell').allTextContents()).toContain(secretAtVercel());
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    await goTo('Hide them');
    expect(await page.content()).not.toContain(secretAtVercel());
  });

  it('an administrator replaces secrets, by keyboard, and Vercel gets the new ones', async () => {
    const before = secretAtVercel();
    await goTo('Secrets');
    await tabTo(page, page.getByLabel('The present secrets'));
    await page.keyboard.press('ArrowDown');
    await press('Replace secrets');
    expect(await page.getByRole('status').textContent()).toContain('New secrets are being made');
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    await until(() => secretAtVercel() !== before);
  });

  it('SQL runs in the console: what reads, and as an administrator what writes', async () => {
    await goTo('Console');
    const command = page.getByLabel('Command');
    await tabTo(page, command);
    await page.keyboard.type('CREATE TABLE fruit AS SELECT $$<b>pear</b>$$ AS name');
    await press('Run with write access');
    await page.getByText('Done', { exact: true }).waitFor();
    await command.fill('SELECT name FROM fruit');
    await press('Run read-only');
    await page.getByRole('cell', { name: '<b>pear</b>' }).waitFor();
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    await command.fill('DELETE FROM fruit');
    await press('Run read-only');
    await page.getByText('Failed', { exact: true }).waitFor();
    expect(await command.inputValue()).toBe('DELETE FROM fruit');
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
  });

  it('a member without rights reads, and is told what administrators do', async () => {
    const viewer = await stand.arrive(team, { role: 'USER', context: { resource_id: orders.id, path: 'secrets' } });
    expect(await viewer.getByRole('button').allTextContents()).toEqual(['Sign out']);
    await viewer.getByText('Only administrators of your team can see and replace secrets.').waitFor();
    await follow(viewer, () => viewer.getByRole('link', { name: 'Console' }).click());
    expect(await viewer.getByRole('button').allTextContents()).toEqual(['Sign out', 'Run read-only']);
    await viewer.getByLabel('Command').fill('SELECT 6 * 7 AS answer');
    await viewer.getByRole('button', { name: 'Run read-only' }).click();
    await viewer.getByRole('cell', { name: '42' }).waitFor();
  });

  it('a form of a page that was open before somebody signed in anew is refused in words', async () => {
    const other = await stand.arrive(team, { context: { resource_id: orders.id, path: 'secrets' } });
    await other.context().clearCookies();
    await other.context().addCookies(await page.context().cookies());
    await follow(other, () => other.getByRole('button', { name: 'Show secrets' }).click());
    expect(await other.getByRole('cell').count()).toBe(0);
    expect(await stand.browser.accessibilityProblems(other)).toEqual([]);
  });

  it('caused no trouble in any browser', () => {
    expect(stand.browser.troubles).toEqual([]);
  });
});
