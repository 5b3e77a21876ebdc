import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tapWire, type WireTap } from '../../../bench/wire-tap.js';
import type { Team } from '#libs/vercel-simulator';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { startTestApp, type TestApp } from '../../support/test-app.js';
import { Visitor } from './support/visitor.js';

const CATALOG = fileURLToPath(new URL('../../support/shop/metered-catalog.yaml', import.meta.url));
const TIMES = 5;

/** How many each may cost, that of the session included. */
const MOST: readonly (readonly [string, number])[] = [
  ['/dashboard', 8],
  ['/dashboard/usage', 3],
  ['/dashboard/billing', 11],
  ['/dashboard/invoices', 2],
  ['/dashboard/onboarding', 2],
  ['/dashboard/secrets', 2],
  ['/dashboard/settings', 3],
  ['/dashboard/support', 1],
  ['RESOURCE', 4],
  ['RESOURCE/usage', 3],
  ['RESOURCE/connections', 3],
  ['RESOURCE/secrets', 3],
  ['RESOURCE/billing', 6],
  ['RESOURCE/notifications', 3],
  ['RESOURCE/onboarding', 2],
];

describe('a page of the dashboard', () => {
  let database: TestDatabase;
  let tap: WireTap;
  let server: TestApp;
  let team: Team;
  let ada: Visitor;
  let id: string;

  beforeAll(async () => {
    database = await cloneDatabase();
    tap = await tapWire(database.url);
    server = await startTestApp({
      catalog: CATALOG,
      workers: 'off',
      env: { DATABASE_URL: tap.url, SERVICE_ROLE: 'api' },
    });
    team = server.vercel.team('Acme');
    await team.install();
    ({ id } = await team.provision({ product: 'shop', plan: 'pro', name: 'main' }));
    ada = await Visitor.of({ server }, team);
  });
  afterAll(async () => {
    await server.stop();
    await tap.close();
    await database.drop();
  });

  /** The shortest list of some: the clock and the queue read their own rows now and then. */
  const statementsOf = async (path: string): Promise<readonly string[]> => {
    const found: (readonly string[])[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      tap.taken();
      expect((await ada.see(path.replace('RESOURCE', `/dashboard/resources/${id}`))).status).toBe(200);
      found.push(tap.taken());
    }
    return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
  };

  it('costs few statements, and no more of them with more resources', async () => {
    const counts = async (): Promise<readonly (readonly [string, number])[]> => {
      const counted: (readonly [string, number])[] = [];
      for (const [path] of MOST) counted.push([path, (await statementsOf(path)).length]);
      return counted;
    };
    const withOne = await counts();
    for (const name of ['b', 'c', 'd']) await team.provision({ product: 'shop', plan: 'pro', name });
    expect(await counts()).toEqual(withOne);
    expect(withOne.filter(([, count], index) => count > (MOST[index]?.[1] ?? 0))).toEqual([]);
  });
});
