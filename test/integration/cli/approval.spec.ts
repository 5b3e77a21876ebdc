import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approval } from '../../../src/cli/approval/approval.js';
import type { Shown } from '../../../src/cli/approval/gather.js';
import { readSettings } from '../../../src/platform/config/index.js';
import { buildOnce, ROOT } from '../../support/built.js';
import { runNode } from '../../support/run-node.js';
import { Shop } from '../../support/shop/index.js';
import { testEnvironment } from '../../support/test-environment.js';

/** What routes and configuration have to show before anybody has installed it. */
const FROM_THE_START = [
  'SSO in both directions; start from outside while logged out',
  'New users and existing users',
  'Expired and invalid tokens are refused',
  'Webhooks are verified',
  'Plans right for every product, free and paid',
  'If the redirect URL is set, the connectable flow works',
  'Metadata schema renders; create and update forms',
  'vercel-region for regions',
  'Defaults in forms',
  '15 days before destruction',
  'Support: SSO links with support=true on product and resource pages',
  'Configuration URL present',
];

describe('the review list', () => {
  let shop: Shop;

  beforeAll(async () => {
    await buildOnce();
    shop = await Shop.open();
  }, 600_000);
  afterAll(() => shop.close());

  function environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
    const { databaseUrl, vercel, url } = shop.server;
    return { ...testEnvironment(databaseUrl, vercel), PUBLIC_URL: url, ...changes };
  }

  function gathered(changes: Readonly<Record<string, string>> = {}): Promise<readonly Shown[]> {
    return approval(() => readSettings(environment(changes)));
  }

  function named(lines: readonly Shown[], outcome: Shown['outcome']): readonly string[] {
    return lines.filter((line) => line.outcome === outcome).map(({ requirement }) => requirement);
  }

  function lineOf(lines: readonly Shown[], start: string): Shown | undefined {
    return lines.find(({ requirement }) => requirement.startsWith(start));
  }

  it('tells of a fresh server what it can show, and what has yet to happen, and ends with 1', async () => {
    const { code, stdout, stderr } = await runNode(['dist/src/cli.js', '--json', 'approval'], {
      cwd: ROOT,
      env: environment(),
    });
    const lines = JSON.parse(stdout) as readonly Shown[];
    expect(named(lines, 'ok')).toEqual(FROM_THE_START);
    const missing = named(lines, 'missing');
    expect(missing).toContain('Interim data at least daily');
    expect(lines.filter(({ outcome, todo }) => outcome !== 'ok' && todo === '')).toEqual([]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `${missing.length} missing\n` });
    expect(new Set(lines.map(({ list }) => list))).toEqual(new Set(['native', 'connectable', 'listing']));
  });

  it('takes what has happened here as evidence', async () => {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy();
    await shop.tenant();
    await shop.sql(
      `INSERT INTO resource_connections (installation_id, resource_id, project_id, targets, state, state_since)
        VALUES ($1, $2, 'prj_1', '{production}', 'connected', now())`,
      [tenant.id, id],
    );
    await shop.sql('UPDATE billing_pushes SET accepted_at = now()');
    const lines = await gathered({ INVOICE_TEST_MODE: 'true' });
    expect(lineOf(lines, 'Upsert')).toMatchObject({ outcome: 'ok' });
    expect(lineOf(lines, 'End to end')).toMatchObject({ outcome: 'ok' });
    expect(lineOf(lines, 'Many concurrent')).toMatchObject({ outcome: 'ok' });
    expect(lineOf(lines, 'Interim')?.evidence).toBe('Vercel has taken that of all 2 installations within a day');
    expect(lineOf(lines, 'No money')).toMatchObject({ outcome: 'ok' });
    expect(lineOf(lines, 'Test invoice')?.evidence).toBe(
      'no test invoice has been: sent, paid, notpaid, overdue, refunded',
    );
    await shop.sql(`UPDATE billing_pushes SET accepted_at = now() - interval '25 hours' WHERE installation_id = $1`, [
      tenant.id,
    ]);
    expect(lineOf(await gathered(), 'Interim')).toMatchObject({
      outcome: 'missing',
      evidence: 'of 2 installations, Vercel has taken that of 1 within a day',
    });
  });

  it('tells of every line although the server cannot be reached, or the database', async () => {
    const unserved = await gathered({ PUBLIC_URL: 'http://127.0.0.1:2' });
    expect(lineOf(unserved, 'Webhooks')?.evidence).toMatch(/connection refused/);
    expect(lineOf(unserved, '15 days')).toMatchObject({ outcome: 'ok' });
    const empty = await gathered({ DATABASE_URL: 'postgres://somebody:hidden-word@127.0.0.1:1/none' });
    expect(lineOf(empty, 'Interim')).toMatchObject({ outcome: 'missing' });
    expect(lineOf(empty, 'Webhooks')).toMatchObject({ outcome: 'ok' });
    expect(JSON.stringify(empty)).not.toContain('hidden-word');
  });

  it('names what a catalog lacks', async () => {
    const lines = await gathered({ CATALOG_FILE: 'test/support/shop/metered-catalog.yaml' });
    expect(lineOf(lines, 'Plans right')).toMatchObject({ outcome: 'missing' });
    const none = await gathered({ CATALOG_FILE: 'nowhere.yaml' });
    expect(lineOf(none, 'Plans right')?.evidence).toMatch(/could not be looked at/);
  });
});
