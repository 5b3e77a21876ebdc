import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { busyCustomer, type BusyCustomer } from '../../sandbox/company/index.js';
import { Stand } from './support/stand.js';

const PHONE = { width: 360, height: 740 };
const FIRST_PAGE_BYTES = 100_000;

const RESOURCE = '/dashboard/resources/{orders}';
const PAGES = [
  '/dashboard',
  '/dashboard/products/postgres',
  '/dashboard/usage',
  '/dashboard/billing',
  '/dashboard/invoices',
  '/dashboard/invoices/{invoice}',
  '/dashboard/onboarding',
  '/dashboard/secrets',
  '/dashboard/support',
  '/dashboard/support?resource_id={orders}',
  '/dashboard/settings',
  RESOURCE,
  ...['billing', 'usage', 'secrets', 'console', 'connections', 'onboarding', 'notifications'].map(
    (tab) => `${RESOURCE}/${tab}`,
  ),
  `${RESOURCE}/connections/prj_webshop`,
  `${RESOURCE}/checks/chk_1`,
  `${RESOURCE}/experiments/flag_1?pr=https%3A%2F%2Fgithub.com%2Facme%2Fshop%2Fpull%2F7`,
  '/dashboard/resources/{cache}',
  '/dashboard/resources/{cache}/billing',
  '/dashboard/resources/{cache}/notifications',
  '/dashboard/resources/{notes}',
  '/sso/sign-out',
];

describe('the dashboard', () => {
  let stand: Stand;
  let customer: BusyCustomer;
  let page: Page;
  let viewer: Page;

  beforeAll(async () => {
    stand = await Stand.open();
    customer = await busyCustomer(stand.company, stand.vercel);
    page = await stand.arrive(customer.team);
    viewer = await stand.arrive(customer.team, { role: 'USER', viewport: PHONE });
  });
  afterAll(() => stand?.close());

  /** With the ids of this run in place of `{…}`. */
  function address(path: string): string {
    const { orders, cache, notes, invoice } = customer;
    const ids = { orders: orders.id, cache: cache.id, notes: notes.id, invoice: invoice.invoiceId };
    return stand.at(path.replace(/\{(\w+)\}/, (_, name: keyof typeof ids) => ids[name]));
  }

  it.each(PAGES)('is accessible in light and dark, and fits a phone: %s', async (path) => {
    for (const member of [page, viewer]) {
      const answer = await member.goto(address(path));
      expect(answer?.status()).toBe(200);
      expect(await member.getByRole('heading', { level: 1 }).count()).toBe(1);
    }
    expect(await stand.browser.accessibilityProblems(page)).toEqual([]);
    expect(await viewer.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
  });

  it('weighs little: the first page with all that belongs to it', async () => {
    const visitor = await stand.browser.visitor();
    const sizes: Promise<number>[] = [];
    visitor.on('response', (response) => {
      if (response.status() === 200) sizes.push(response.body().then((body) => body.length));
    });
    await visitor.goto(customer.team.openProvider(), { waitUntil: 'networkidle' });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(2);
    expect(bytes).toBeLessThan(FIRST_PAGE_BYTES);
  });

  it('caused no trouble in any browser', () => {
    expect(stand.browser.troubles).toEqual([]);
  });
});
