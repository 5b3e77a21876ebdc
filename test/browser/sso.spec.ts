import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { busyCustomer, type BusyCustomer } from '../../sandbox/company/index.js';
import { until } from '../support/until.js';
import { follow } from './support/follow.js';
import { memberOf, Stand } from './support/stand.js';

describe('coming from Vercel', () => {
  let stand: Stand;
  let customer: BusyCustomer;
  let page: Page;

  beforeAll(async () => {
    stand = await Stand.open();
    customer = await busyCustomer(stand.company, stand.vercel);
    page = await stand.browser.visitor();
  });
  afterAll(() => stand?.close());

  /** Where one ends, as a path, after following a link of Vercel's. */
  async function endOf(context: Readonly<Record<string, string>>): Promise<{ status: number; path: string }> {
    const answer = await page.goto(customer.team.openProvider(context));
    const { pathname, search } = new URL(page.url());
    return { status: answer?.status() ?? 0, path: `${pathname}${search}` };
  }

  const R = '/dashboard/resources/{resource}';
  const LINKS: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{}, '/dashboard'],
    [{ product_id: 'postgres' }, '/dashboard/products/postgres'],
    [{ path: 'billing' }, '/dashboard/billing'],
    [{ path: 'usage' }, '/dashboard/usage'],
    [{ path: 'onboarding' }, '/dashboard/onboarding'],
    [{ path: 'secrets' }, '/dashboard/secrets'],
    [{ path: 'support' }, '/dashboard/support'],
    [{ support: 'true' }, '/dashboard/support'],
    [{ support: 'true', resource_id: '{resource}' }, '/dashboard/support?resource_id={resource}'],
    [{ resource_id: '{resource}' }, R],
    [{ resource_id: '{resource}', path: 'billing' }, `${R}/billing`],
    [{ resource_id: '{resource}', path: 'usage' }, `${R}/usage`],
    [{ resource_id: '{resource}', path: 'onboarding' }, `${R}/onboarding`],
    [{ resource_id: '{resource}', path: 'secrets' }, `${R}/secrets`],
    [{ resource_id: '{resource}', project_id: 'prj_webshop' }, `${R}/connections/prj_webshop`],
    [
      { resource_id: '{resource}', project_id: 'prj_webshop', check_id: 'chk_1' },
      `${R}/checks/chk_1?project_id=prj_webshop`,
    ],
    [{ resource_id: '{resource}', experimentation_item_id: 'flag_1' }, `${R}/experiments/flag_1`],
    [
      { resource_id: '{resource}', pr: 'https://github.com/acme/shop/pull/7' },
      `${R}?pr=https%3A%2F%2Fgithub.com%2Facme%2Fshop%2Fpull%2F7`,
    ],
    [{ invoice_id: '{invoice}', resource_id: '{resource}' }, '/dashboard/invoices/{any}'],
    [{ url: '/dashboard/settings', resource_id: '{resource}' }, '/dashboard/settings'],
    [{ url: 'https://vercel.com@evil.example', path: 'usage' }, '/dashboard/usage'],
    [{ resource_id: 'of somebody else', path: 'usage' }, '/dashboard/usage'],
  ];

  /** With the ids of this run in place of `{…}`. */
  function written(text: string): string {
    const { orders, invoice } = customer;
    return text.replaceAll('{resource}', orders.id).replaceAll('{invoice}', invoice.invoiceId);
  }

  it.each(LINKS)('leads by %j to %s', async (context, expected) => {
    const told = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, written(value)]));
    const { status, path } = await endOf(told);
    expect(status).toBe(200);
    expect(path.replace(/(?<=^\/dashboard\/invoices\/)[\w-]+$/, '{any}')).toBe(written(expected));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe('');
  });

  it('shows who is signed in, and to members without rights that they may only read', async () => {
    for (const [role, marks] of [['ADMIN', 0] as const, ['USER', 1] as const]) {
      const visitor = await stand.arrive(customer.team, { role });
      expect(await visitor.getByText('Acme').count()).toBeGreaterThan(0);
      expect(await visitor.getByText('Read only').count()).toBe(marks);
    }
  });

  it('comes back to the page that was asked for, when the session has ended meanwhile', async () => {
    await page.goto(customer.team.openProvider());
    await page.context().clearCookies({ name: 'stallholder' });
    await page.goto(stand.at('/dashboard/usage'));
    expect(new URL(page.url()).pathname).toBe('/dashboard/usage');
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(1);
  });

  it('signs out, and nobody is there any more', async () => {
    await page.goto(customer.team.openProvider());
    const session = (await page.context().cookies()).find(({ name }) => name === 'stallholder');
    await follow(page, () => page.getByRole('button', { name: 'Sign out' }).click());
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You are signed out');
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    await page.context().addCookies(session === undefined ? [] : [session]);
    await page.goto(stand.at('/dashboard/usage'));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Sign in with Vercel');
  });

  it('ends the session of a member who leaves the team', async () => {
    const leaving = await stand.arrive(customer.team, { role: 'USER' });
    expect(await leaving.getByRole('button', { name: 'Sign out' }).count()).toBe(1);
    await customer.team.members.remove(memberOf(customer.team, 'USER'));
    await leaving.context().clearCookies({ name: /installation/ });
    await until(async () => {
      await leaving.goto(stand.at('/dashboard'));
      return (await leaving.getByRole('heading', { level: 1 }).textContent()) === 'Sign in with Vercel';
    });
    expect(await stand.browser.accessibilityProblems(leaving)).toEqual([]);
  });

  it('says what to do when a link is followed for the second time', async () => {
    const address = customer.team.openProvider();
    await page.goto(address);
    const stranger = await stand.browser.visitor();
    await stranger.goto(address);
    expect(await stranger.getByRole('link', { name: 'Go to Vercel' }).count()).toBe(1);
    expect(await stranger.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    expect(await stand.browser.accessibilityProblems(stranger)).toEqual([]);
  });

  it('caused no trouble in any browser', () => {
    expect(stand.browser.troubles).toEqual([]);
  });
});
