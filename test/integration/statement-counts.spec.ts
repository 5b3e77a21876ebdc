import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BATCH, freshBatch } from '../../bench/usage/batch.js';
import { type Customer, arrive } from '../../bench/customers.js';
import { provisionResource, showResource } from '../../bench/requests.js';
import { tapWire, type WireTap } from '../../bench/wire-tap.js';
import { withClient } from '../support/postgres/admin.js';
import { cloneDatabase, type TestDatabase } from '../support/postgres/index.js';
import { BillingPushRepository } from '../../src/modules/billing/interim/index.js';
import { PushRound } from '../../src/modules/billing/interim/push-round.service.js';
import { Clock } from '../../src/platform/clock/index.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const CATALOG = fileURLToPath(new URL('../../bench/catalog.yaml', import.meta.url));
const USAGE_KEY = 'usage-key-of-the-tests';
const TIMES = 10;
/** Something is left of what it has paid, and Vercel hears of it. */
const PREPAY = `WITH account AS (
    INSERT INTO credit_accounts (installation_id, opened_at) VALUES ($1, now())
  ), told AS (
    UPDATE billing_pushes SET has_balances = true WHERE installation_id = $1
  ) INSERT INTO credit_balances (installation_id, holder, cents) VALUES ($1, $1, 1234)`;

describe('one request to a warm server', () => {
  let database: TestDatabase;
  let tap: WireTap;
  let server: TestApp;
  let customer: Customer;

  beforeAll(async () => {
    database = await cloneDatabase();
    tap = await tapWire(database.url);
    const env = { DATABASE_URL: tap.url, SERVICE_ROLE: 'api', USAGE_API_KEYS: `meter:${USAGE_KEY}` };
    server = await startTestApp({ catalog: CATALOG, workers: 'off', env });
    customer = await arrive(server.vercel, 'Acme');
  });
  afterAll(async () => {
    await server.stop();
    await tap.close();
    await database.drop();
  });

  /** The status for a request which announces a body that never comes, unless there is one. */
  async function announcing(route: string, authorization: string, body?: string): Promise<number> {
    const [method = '', path = ''] = route.split(' ');
    const headers = {
      authorization,
      ...(method === 'GET' ? {} : { 'content-length': String(body?.length ?? 100_000) }),
    };
    const asked = request(server.url + path, { method, headers, agent: false });
    asked.on('error', () => undefined);
    if (body !== undefined || method === 'GET') asked.end(body);
    else asked.flushHeaders();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    asked.destroy();
    return answer.statusCode ?? 0;
  }

  /** The shortest list of some: the clock and the queue read their own rows now and then. */
  async function statementsOf(asked: typeof showResource): Promise<readonly string[]> {
    const found: (readonly string[])[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const { method, path, headers, body = null } = asked(customer);
      const key = headers['idempotency-key'] === undefined ? {} : { 'idempotency-key': randomUUID() };
      tap.taken();
      const answer = await fetch(server.url + path, { method, headers: { ...headers, ...key }, body });
      expect({ status: answer.status, text: await answer.text() }).toMatchObject({ status: 200 });
      found.push(tap.taken());
    }
    return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }

  it('reads a resource, its installation and its tenant in one statement', async () => {
    expect(await statementsOf(showResource)).toHaveLength(1);
  });

  it('takes a webhook in two statements, its id and body being one, and its job the other', async () => {
    const found: (readonly string[])[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      tap.taken();
      const sent = await server.vercel.webhooks.send('project.created', { project: { id: 'prj_1', name: 'shop' } });
      expect(sent.state).toBe('delivered');
      found.push(tap.taken());
    }
    const shortest = found.toSorted((a, b) => a.length - b.length)[0] ?? [];
    expect(shortest).toHaveLength(2);
    for (const table of ['webhook_keys', 'webhook_events', 'pgboss.job']) expect(shortest.join('\n')).toContain(table);
  });

  it('tells Vercel what a batch of installations owes in three statements', async () => {
    for (const name of ['Bolt', 'Cosy', 'Dash']) await arrive(server.vercel, name);
    await withClient(database.url, (client) => client.query(PREPAY, [customer.resources.split('/')[3]]));
    const [clock, pushes, round] = [Clock, BillingPushRepository, PushRound].map((each) =>
      server.app.get(each as never, { strict: false }),
    ) as unknown as [Clock, BillingPushRepository, PushRound];
    const found: (readonly string[])[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      await withClient(database.url, (client) =>
        client.query(`UPDATE billing_pushes SET due_at = now() - interval '1 minute'`),
      );
      tap.taken();
      const claims = await pushes.claimDue(clock.now(), clock.inSeconds(60), 100);
      expect(await round.run(claims, 'needed')).toHaveLength(4);
      found.push(tap.taken());
    }
    const shortest = found.toSorted((a, b) => a.length - b.length)[0] ?? [];
    expect(shortest).toHaveLength(3);
    for (const table of ['plan_segments', 'usage_days', 'missed_days']) expect(shortest.join('\n')).toContain(table);
    const { calls } = server.vercel.record;
    expect(calls.filter(({ path }) => path.endsWith('/billing')).length).toBeGreaterThan(4);
    expect(calls.findLast(({ path }) => path.endsWith('/billing/balance'))?.body).toMatchObject({
      balances: [{ currencyValueInCents: 1_234 }],
    });
  });

  it('counts a batch of usage in one statement', async () => {
    const headers = { authorization: `Bearer ${USAGE_KEY}`, 'content-type': 'application/json' };
    const found: (readonly string[])[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      const body = JSON.stringify(freshBatch([customer.resourceId]));
      tap.taken();
      const answer = await fetch(`${server.url}/usage/v1/events`, { method: 'POST', headers, body });
      expect((await answer.text()).match(/"accepted"/g)).toHaveLength(BATCH);
      found.push(tap.taken());
    }
    expect(found.toSorted((a, b) => a.length - b.length)[0]).toHaveLength(1);
  });

  it('refuses whoever has no right credential without a statement, without a question to Vercel, and without reading on', async () => {
    const [, , , installationId] = customer.resource.split('/');
    const bad = [...server.vercel.badTokens(installationId)].filter(
      ({ name, sendable }) => sendable && !/kid|unpublished/.test(name),
    );
    const tokens = ['', 'Bearer x', 'Basic eDp5', ...bad.map(({ token }) => `Bearer ${token}`)];
    const routes = [
      [`GET ${customer.resource}`, 403],
      [`POST ${customer.resources}`, 403],
      ['POST /usage/v1/events', 401],
      ['GET /admin/v1/installations', 401],
      [`POST /admin/v1/installations/${installationId}/suspend`, 401],
    ] as const;
    server.vercel.faults.add({ on: 'jwks', kind: 'status', status: 418, times: 1 });
    tap.taken();
    for (const [route, status] of routes) {
      for (const authorization of tokens)
        expect([route, await announcing(route, authorization)]).toEqual([route, status]);
    }
    expect(await announcing('POST /webhooks/vercel', '', '{}')).toBe(403);
    expect(await announcing('GET /dashboard', '')).toBe(303);
    expect(tap.taken().filter((text) => !/clock_offsets|pgboss|pg_stat/.test(text))).toEqual([]);
    expect((await fetch(server.vercel.jwksUrl)).status).toBe(418);
  });

  it('sells a resource in seven statements, its key and audit entry among them', async () => {
    const statements = await statementsOf(provisionResource);
    expect(statements).toHaveLength(7);
    const written = ['idempotency_keys', 'resources', 'audit_entries', 'resource_credentials'];
    for (const table of written) expect(statements.join('\n')).toContain(table);
  });
});
