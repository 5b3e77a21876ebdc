import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { Browser } from './support/browser.js';

describe('who opens the product from Vercel', () => {
  let shop: Shop;
  let team: Team;
  let own: string;
  let foreign: string;
  let gone: string;

  beforeAll(async () => {
    shop = await Shop.open();
    const other = shop.server.vercel.team('Other');
    team = shop.server.vercel.team('Acme');
    await Promise.all([team.install(), other.install()]);
    const purchase = { product: 'shop', plan: 'free', name: 'main' };
    [own, foreign, gone] = await Promise.all([
      team.provision(purchase).then(({ id }) => id),
      other.provision(purchase).then(({ id }) => id),
      team.provision({ ...purchase, name: 'gone' }).then(({ id }) => id),
    ]);
    await team.remove(gone);
    await team.webhooks.connectProject(own, { id: 'prj_1', name: 'site' });
    await until(async () => (await shop.sql('SELECT 1 FROM resource_connections')).length > 0);
  });
  afterAll(() => shop.close());

  /** Where a context leads, below our own address; `OWN`, `FOREIGN` and `GONE` stand for resources. */
  const leadsTo = async (context: Readonly<Record<string, string>>): Promise<string | null> => {
    const ids = new Map([
      ['OWN', own],
      ['FOREIGN', foreign],
      ['GONE', gone],
    ]);
    const named = Object.entries(context).map(([name, value]) => [name, ids.get(value) ?? value]);
    const { status, location } = await new Browser().get(team.openProvider(Object.fromEntries(named)));
    expect(status).toBe(303);
    return location?.replace(shop.server.url, '').replaceAll(own, 'OWN') ?? null;
  };

  it.each([
    [{}, '/dashboard'],
    [{ product_id: 'shop' }, '/dashboard/products/shop'],
    [{ product_id: 'unknown' }, '/dashboard'],
    [{ path: 'billing' }, '/dashboard/billing'],
    [{ path: 'usage' }, '/dashboard/usage'],
    [{ path: 'onboarding' }, '/dashboard/onboarding'],
    [{ path: 'secrets' }, '/dashboard/secrets'],
    [{ path: 'support' }, '/dashboard/support'],
    [{ path: '../../admin' }, '/dashboard'],
    [{ path: 'constructor' }, '/dashboard'],
    [{ path: 'billing', product_id: 'shop' }, '/dashboard/billing'],
    [{ support: 'true' }, '/dashboard/support'],
    [{ support: 'false' }, '/dashboard'],
    [{ support: 'true', resource_id: 'OWN' }, '/dashboard/support?resource_id=OWN'],
    [{ path: 'support', resource_id: 'OWN', project_id: 'prj_1' }, '/dashboard/support?resource_id=OWN'],
    [{ resource_id: 'OWN' }, '/dashboard/resources/OWN'],
    [{ resource_id: 'OWN', product_id: 'shop' }, '/dashboard/resources/OWN'],
    [{ resource_id: 'OWN', path: 'billing' }, '/dashboard/resources/OWN/billing'],
    [{ resource_id: 'OWN', path: 'usage' }, '/dashboard/resources/OWN/usage'],
    [{ resource_id: 'OWN', path: 'onboarding' }, '/dashboard/resources/OWN/onboarding'],
    [{ resource_id: 'OWN', path: 'secrets' }, '/dashboard/resources/OWN/secrets'],
    [{ resource_id: 'OWN', path: 'elsewhere' }, '/dashboard/resources/OWN'],
    [{ resource_id: 'OWN', project_id: 'prj_1' }, '/dashboard/resources/OWN/connections/prj_1'],
    [{ resource_id: 'OWN', project_id: 'prj_1', path: 'usage' }, '/dashboard/resources/OWN/connections/prj_1'],
    [{ resource_id: 'OWN', project_id: 'prj_unknown' }, '/dashboard/resources/OWN'],
    [{ resource_id: 'OWN', project_id: 'prj_unknown', path: 'usage' }, '/dashboard/resources/OWN/usage'],
    [
      { resource_id: 'OWN', project_id: 'prj_1', check_id: 'chk_1' },
      '/dashboard/resources/OWN/checks/chk_1?project_id=prj_1',
    ],
    [{ resource_id: 'OWN', project_id: 'prj_unknown', check_id: 'chk_1' }, '/dashboard/resources/OWN/checks/chk_1'],
    [{ resource_id: 'OWN', check_id: 'chk_1' }, '/dashboard/resources/OWN'],
    [{ resource_id: 'OWN', experimentation_item_id: 'flag/1' }, '/dashboard/resources/OWN/experiments/flag%2F1'],
    [{ resource_id: 'OWN', experimentation_item_id: '..' }, '/dashboard/resources/OWN'],
    [
      { resource_id: 'OWN', project_id: 'prj_1', experimentation_item_id: 'f' },
      '/dashboard/resources/OWN/experiments/f?project_id=prj_1',
    ],
    [{ resource_id: 'OWN', pr: 'https://git.example/1' }, '/dashboard/resources/OWN?pr=https%3A%2F%2Fgit.example%2F1'],
    [{ resource_id: 'OWN', pr: 'javascript:alert(1)' }, '/dashboard/resources/OWN'],
    [{ pr: 'https://git.example/1' }, '/dashboard'],
    [{ project_id: 'prj_1', check_id: 'chk_1' }, '/dashboard'],
    [{ invoice_id: 'unknown', resource_id: 'OWN' }, '/dashboard/resources/OWN'],
    [{ unknown_parameter: 'x' }, '/dashboard'],
    [{ url: '/dashboard/settings', resource_id: 'OWN' }, '/dashboard/settings'],
    [{ url: '/checks/1?a=b#c' }, '/checks/1?a=b#c'],
  ])('with %j comes to %s', async (context, path) => {
    expect(await leadsTo(context)).toBe(path);
  });

  it.each([
    [{ resource_id: 'FOREIGN' }, '/dashboard'],
    [{ resource_id: 'GONE' }, '/dashboard'],
    [{ resource_id: 'unknown' }, '/dashboard'],
    [{ resource_id: 'FOREIGN', path: 'usage' }, '/dashboard/usage'],
    [{ resource_id: 'FOREIGN', support: 'true' }, '/dashboard/support'],
    [
      { resource_id: 'FOREIGN', project_id: 'prj_1', check_id: 'chk_1', product_id: 'shop' },
      '/dashboard/products/shop',
    ],
    [{ resource_id: 'FOREIGN', experimentation_item_id: 'f' }, '/dashboard'],
  ])('with what is not theirs, as in %j, comes to %s, as if it were not there', async (context, path) => {
    expect(await leadsTo(context)).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'https:/\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://vercel.com@evil.example',
  ])('is not sent elsewhere: %s', async (url) => {
    expect(await leadsTo({ url, resource_id: 'OWN' })).toBe('/dashboard/resources/OWN');
  });
});
