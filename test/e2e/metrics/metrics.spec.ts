import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HealthServer } from '../../../src/platform/health/index.js';
import { ROOT } from '../../support/built.js';
import { Shop, type Tenant } from '../../support/shop/index.js';

const JOB = `INSERT INTO pgboss.job (name, data, start_after) VALUES ($1, '{}', clock_timestamp() + $2::interval)`;
const FINDING = `INSERT INTO reconciliation_findings (installation_id, kind, subject, id, since, seen_at, details)
  VALUES ($1, 'missing-at-vercel', 'res_x', 'fnd_x', now(), now(), '{}')`;
const INVOICE_STATES = ['held', 'parked', 'overdue'];

describe('the metrics of a server', () => {
  let shop: Shop;
  let tenant: Tenant;
  let address: string;

  beforeAll(async () => {
    shop = await Shop.open();
    const server = shop.server.app.get(HealthServer, { strict: false });
    address = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}/metrics`;
    tenant = await shop.tenant();
    await shop.sql(JOB, ['bulk', '-100 seconds']);
    await shop.sql(JOB, ['bulk', '1 hour']);
    await shop.sql(JOB, ['dead', '0 seconds']);
    await shop.sql(FINDING, [tenant.id]);
    await shop.sql(`UPDATE billing_pushes SET due_at = clock_timestamp() - interval '2 hours'`);
  });
  afterAll(() => shop.close());

  /** The value of a line, by its name and labels. */
  async function told(line: string): Promise<number> {
    const text = await (await fetch(address)).text();
    const found = text.split('\n').find((one) => one.startsWith(`${line} `));
    return Number(found?.slice(line.length));
  }

  it('tell how long requests took by route and status, and no tenant', async () => {
    const { id } = await tenant.buy();
    for (const status of [200, 200, 404]) {
      await tenant.expect(status, { method: 'GET', path: `/resources/${status === 200 ? id : 'res_none'}` });
    }
    const route = '/v1/installations/:installationId/resources/:resourceId';
    expect(await told(`stallholder_request_seconds_count{method="GET",route="${route}",status="200"}`)).toBe(2);
    expect(await told(`stallholder_request_seconds_count{method="GET",route="${route}",status="404"}`)).toBe(1);
    const text = await (await fetch(address)).text();
    expect(text).not.toContain(tenant.id);
    expect(text).not.toContain(id);
  });

  it('count requests for what does not exist without keeping what was asked for', async () => {
    await fetch(`${shop.server.url}/some/scanner/path`);
    expect(await told('stallholder_request_seconds_count{method="any",route="none",status="404"}')).toBe(1);
    expect(await (await fetch(address)).text()).not.toContain('scanner');
  });

  it('tell the age of the oldest job that is due, by lane, and what was given up', async () => {
    const age = await told('stallholder_oldest_job_age_seconds{lane="bulk"}');
    expect(age).toBeGreaterThanOrEqual(100);
    expect(age).toBeLessThan(3_600);
    expect(await told('stallholder_dead_letters')).toBe(1);
  });

  it('tell how late Vercel hears of usage, what waits for an operator, and what became of invoices', async () => {
    expect(await told('stallholder_billing_push_overdue_seconds')).toBeGreaterThanOrEqual(7_200);
    expect(await told('stallholder_findings{kind="missing-at-vercel"}')).toBe(1);
    for (const state of INVOICE_STATES) expect(await told(`stallholder_invoices{state="${state}"}`)).toBe(0);
  });

  it('tell of the key set, the clock, the connections and the process', async () => {
    expect(await told('stallholder_key_set_usable')).toBe(1);
    expect(await told('stallholder_key_set_age_seconds')).toBeGreaterThanOrEqual(0);
    expect(Math.abs(await told('stallholder_clock_skew_seconds'))).toBeLessThan(60);
    expect(await told('stallholder_database_connections{state="idle"}')).toBeGreaterThanOrEqual(1);
    expect(await told('stallholder_database_waiting')).toBe(0);
    expect(await told('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  });

  it.each(['deploy/kustomize/base/alerts.yaml', 'deploy/dashboards/stallholder.json'])(
    'are all that %s reads',
    async (file) => {
      const text = await (await fetch(address)).text();
      const named =
        readFileSync(path.join(ROOT, file), 'utf8').match(/\b(stallholder|nodejs|process)_[a-z0-9_]+/g) ?? [];
      const families = new Set(named.map((name) => name.replace(/_(bucket|count|sum)$/, '')));
      expect(families.size).toBeGreaterThan(9);
      expect([...families].filter((name) => !text.includes(`# TYPE ${name} `))).toEqual([]);
    },
  );

  it('are not told to customers', async () => {
    expect((await fetch(`${shop.server.url}/metrics`)).status).toBe(404);
  });
});
