import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listRoutes } from '../../src/platform/http/index.js';
import { Browser } from '../e2e/sso/support/browser.js';
import { targets, type Visit, visitsOf } from './draw/visits.js';
import { CONCURRENCY, LIMIT_MS, RUNS, SEED } from './extent.js';
import { FuzzShop } from './grounds/fuzz-shop.js';
import { faultsOfPage } from './page-judge.js';

const PAGES = /^\/(?:$|account|connect|dashboard|docs|import|sso)/;
/** To each route. */
const VISITS = Math.ceil(RUNS / 5);
/** They come last: nobody is signed in after them. */
const ENDS = /\/(?:sign-out|logout)$/;
/** How many routes at least show something to one who is signed in. */
const SHOWN = 25;

/** The routes that browsers are sent to, as the server itself lists them. */
describe('the pages, whatever browsers are sent with', () => {
  let fuzz: FuzzShop;
  let routes: readonly { readonly method: string; readonly path: string }[];
  let visitors: readonly Browser[];
  let resourceId: string;
  let token: string;
  let arriving: () => string;
  const shown = new Set<string>();

  beforeAll(async () => {
    fuzz = await FuzzShop.open();
    const { team, id } = await fuzz.owner();
    const member = new Browser();
    arriving = () => team.openProvider({});
    await member.open(arriving());
    visitors = [member, member, member, new Browser()];
    resourceId = id;
    const { text } = await member.get(`${fuzz.shop.server.url}/dashboard/resources/${id}/secrets`);
    token = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '';
    expect(token).not.toBe('');
    const all = listRoutes(fuzz.shop.server.app.getHttpAdapter().getInstance());
    routes = all
      .filter(({ path }) => PAGES.test(path))
      .toSorted((a, b) => Number(ENDS.test(a.path)) - Number(ENDS.test(b.path)));
  });
  afterAll(() => fuzz.close());

  async function faultOf(
    route: { readonly method: string; readonly path: string },
    visit: Visit,
  ): Promise<string | null> {
    const { url, vercel } = fuzz.shop.server;
    const names: Readonly<Record<string, string>> = { id: resourceId, resourceId, slug: 'shop', ...visit.parts };
    const path = route.path.replaceAll(
      /:(\w+)/g,
      (_all, name: string) => encodeURIComponent(names[name] ?? 'x') || '-',
    );
    const address = `${url}${path}?${visit.query.replaceAll('own-resource', resourceId)}`;
    const browser = visitors[visit.visitor % visitors.length] ?? new Browser();
    const seen = await (route.method === 'POST'
      ? browser.post(address, { ...visit.fields, ...(visit.hasToken && { _csrf: token }) })
      : browser.get(address));
    if (seen.status === 200) shown.add(`${route.method} ${route.path}`);
    const fault = faultsOfPage(seen, [new URL(url).origin, new URL(vercel.url).origin])[0];
    return fault === undefined
      ? null
      : `${fault}\n${route.method} ${address} ${JSON.stringify(visit)}\n${seen.text.slice(0, 500)}`;
  }

  it('signs in whoever Vercel sends, and sends none of them elsewhere', async () => {
    const origins = [new URL(fuzz.shop.server.url).origin, new URL(fuzz.shop.server.vercel.url).origin];
    const faults: string[] = [];
    for (const [name, value] of fc.sample(fc.tuple(fc.constantFrom('url', 'next', 'path'), targets), {
      seed: SEED,
      numRuns: VISITS * 2,
    })) {
      const address = new URL(arriving());
      address.searchParams.set(name, value);
      const seen = await new Browser().get(address.href);
      expect([200, 303, 400, 431]).toContain(seen.status);
      faults.push(...faultsOfPage(seen, origins).map((fault) => `${fault} for ${name}=${value.slice(0, 200)}`));
    }
    expect(faults).toEqual([]);
  });

  it(
    `answer none with a failure, send none elsewhere, and repeat no markup, ${VISITS} visits to each`,
    async () => {
      const visits = fc.sample(visitsOf(), { seed: SEED, numRuns: VISITS });
      const queue = routes.flatMap((route) => visits.map((visit) => ({ route, visit })));
      expect(routes.length).toBeGreaterThan(40);
      const faults: string[] = [];
      const go = async (): Promise<void> => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
          const fault = await faultOf(next.route, next.visit);
          if (fault !== null) faults.push(fault);
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, go));
      expect(shown.size).toBeGreaterThan(SHOWN);
      expect([...new Set(faults)].slice(0, 30)).toEqual([]);
    },
    LIMIT_MS * 10,
  );
});
