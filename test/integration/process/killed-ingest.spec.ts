import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UsageReader } from '../../../src/modules/usage/index.js';
import { buildOnce } from '../../support/built.js';
import { type BuiltServer, startBuiltServer } from '../../support/built-server.js';
import { Shop, type Tenant } from '../../support/shop/index.js';
import { testEnvironment } from '../../support/test-environment.js';
import { until } from '../../support/until.js';

const CATALOG = fileURLToPath(new URL('../../support/shop/metered-catalog.yaml', import.meta.url));
const KEY = 'usage-key-of-the-tests';
const METERS = ['compute', 'storage', 'connections'];
const [SENDERS, BATCHES, EVENTS, REPEATED] = [4, 30, 40, 10];
const HOUR_MS = 3_600_000;

/** The server is killed when so many batches have been answered, while others are on their way. */
const KILLS = [20, 60];

const STORED = `SELECT count(*)::integer AS stored, count(DISTINCT event_id)::integer AS distinct, sum(value)::text AS sum
  FROM usage_events WHERE installation_id = ANY ($1)`;
const COUNTED = `SELECT sum(events)::integer AS counted, sum(sum)::text AS sum FROM usage_days WHERE installation_id = ANY ($1)`;

interface Told {
  readonly id: string;
  readonly [name: string]: unknown;
}

describe('usage that is told to a server that is killed', () => {
  let shop: Shop;
  let server: BuiltServer;
  let tenants: Tenant[];
  let subjects: string[];
  let answered = 0;
  beforeAll(async () => {
    await buildOnce();
    shop = await Shop.open({ billing: 'metered', workers: 'off' });
    tenants = [await shop.tenant(), await shop.tenant()];
    subjects = await Promise.all(tenants.map(async (tenant) => (await tenant.buy()).id));
    for (const table of ['installations', 'resources'])
      await shop.sql(`UPDATE ${table} SET created_at = created_at - interval '5 days'`);
    server = await start();
  }, 120_000);
  afterAll(async () => {
    await server.kill();
    await shop.close();
  });

  const start = (): Promise<BuiltServer> => {
    const { databaseUrl, vercel } = shop.server;
    const env = { SERVICE_ROLE: 'api', LOG_LEVEL: 'info', CATALOG_FILE: CATALOG, USAGE_API_KEYS: `meter:${KEY}` };
    return startBuiltServer({ ...testEnvironment(databaseUrl, vercel), ...env });
  };

  function batchAfter(former: readonly Told[], place: number): Told[] {
    const fresh = Array.from({ length: EVENTS - Math.min(former.length, REPEATED) }, (_none, index) => ({
      specversion: '1.0',
      id: randomUUID(),
      source: '/meters/1',
      type: METERS[index % METERS.length],
      subject: subjects[(index + place) % subjects.length],
      time: new Date(Date.now() - ((index * 37) % 90) * HOUR_MS).toISOString(),
      data: { value: String(1 + (index % 7)) },
    }));
    return [...former.slice(-REPEATED), ...fresh].toReversed();
  }

  /** As a meter does: what had no answer is told again, until it has one. */
  async function tell(batch: readonly Told[]): Promise<void> {
    const asked = server;
    const answer = await post(asked.url, batch);
    if (answer === null) {
      await until(() => server !== asked);
      return tell(batch);
    }
    const { results } = JSON.parse(answer) as { results: readonly { status: string }[] };
    const heard = new Set(results.map(({ status }) => status));
    expect([...heard].filter((status) => status !== 'accepted' && status !== 'duplicate')).toEqual([]);
    answered += 1;
  }

  /** Null where the line was cut. */
  async function post(url: string, batch: readonly Told[]): Promise<string | null> {
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    const asked = fetch(`${url}/usage/v1/events`, { method: 'POST', headers, body: JSON.stringify(batch) });
    return asked.then((answer) => answer.text()).catch(() => null);
  }

  async function send(place: number): Promise<readonly Told[]> {
    const all: Told[] = [];
    let batch: Told[] = [];
    for (let number = 0; number < BATCHES; number += 1) {
      batch = batchAfter(batch, place);
      await tell(batch);
      all.push(...batch);
    }
    return all;
  }

  async function kill(): Promise<void> {
    for (const after of KILLS) {
      await until(() => answered >= after);
      await server.kill();
      server = await start();
    }
  }

  it('is stored once and counted once, all of it, whatever was on its way', async () => {
    const [told] = await Promise.all([
      Promise.all(Array.from({ length: SENDERS }, (_none, place) => send(place))),
      kill(),
    ]);
    const distinct = new Map(
      told.flat().map((event) => [event.id, Number((event['data'] as { value: string }).value)]),
    );
    const sum = [...distinct.values()].reduce((total, value) => total + value, 0);
    const owners = [tenants.map(({ id }) => id)];
    const [stored] = await shop.sql(STORED, owners);
    const [counted] = await shop.sql(COUNTED, owners);
    const exact = `${sum}.000000000`;
    expect(stored).toEqual({ stored: distinct.size, distinct: distinct.size, sum: exact });
    expect(counted).toEqual({ counted: distinct.size, sum: exact });
    const reader = shop.server.app.get(UsageReader, { strict: false });
    const [start, end] = [new Date(Date.now() - 200 * HOUR_MS), new Date(Date.now() + HOUR_MS)];
    const spans = tenants.map(({ id }, place) => ({
      place,
      installationId: id,
      subject: subjects[place] ?? '',
      start,
      end,
    }));
    const measured = await reader.measure(spans);
    expect(measured.reduce((total, { events }) => total + Number(events), 0)).toBe(distinct.size);
    expect(measured.reduce((total, each) => total + Number(each.sum), 0)).toBe(sum);
  }, 180_000);
});
