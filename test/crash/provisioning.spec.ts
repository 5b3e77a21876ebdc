import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { FreezePoint } from '../support/freezing-proxy.js';
import { buying, type Sold, type Tenant } from '../support/shop/index.js';
import { until } from '../support/until.js';
import { Stage } from './stage.js';

const order = { ...buying({ product: 'postgres', plan: 'pro', name: 'sold' }), key: 'the-key' };
const uninstall = { method: 'DELETE', body: { cascadeResourceDeletion: true } } as const;
const TEN_MINUTES = 600;
/** The first to need it builds the server, and several servers start one after the other: a busy machine takes its time. */
const BUILD_MS = 180_000;
const SERVERS_MS = 90_000;

/** Jobs that have had the driver remove a resource. */
const REMOVALS = `SELECT 1 FROM pgboss.job WHERE data->'data'->>'resourceId' = $1
  AND data->>'job' = 'resources.bring-forward' AND state = 'completed'`;

interface Point extends FreezePoint {
  readonly title: string;
  readonly at: 'ledger' | 'driver';
  /** The states of the rows that the crash leaves. */
  readonly leaves: readonly string[];
}

const WRITTEN = { at: 'ledger', statement: 'COMMIT\0', nth: 1 } as const;
const RECORDED = { at: 'ledger', statement: 'COMMIT\0', nth: 2 } as const;

/** Where the process is killed, in the order of the sale. */
const POINTS: readonly Point[] = [
  { title: 'before it has written anything', ...WRITTEN, when: 'before', leaves: [] },
  { title: 'between its first transaction and the product', ...WRITTEN, when: 'after', leaves: ['placed'] },
  {
    title: 'while the product makes it',
    at: 'driver',
    statement: 'CREATE DATABASE',
    when: 'after',
    leaves: ['placed'],
  },
  {
    title: 'between the product and its second transaction',
    at: 'ledger',
    statement: 'START TRANSACTION\0',
    nth: 2,
    when: 'before',
    leaves: ['placed'],
  },
  { title: 'before its second commit', ...RECORDED, when: 'before', leaves: ['placed'] },
  { title: 'after its second transaction, before the answer', ...RECORDED, when: 'after', leaves: ['ready'] },
];

describe('a server that is killed while it sells', () => {
  jest.setTimeout(SERVERS_MS);
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  }, BUILD_MS);
  afterAll(() => stage.close());

  /** Sells until the sale has reached the point, and kills the server there. */
  async function crash(tenant: Tenant, point: Point): Promise<void> {
    const frozen = stage[point.at].freezeAt(point);
    const answer = tenant.call(order).then(
      ({ status }) => `answered ${status}`,
      () => 'no answer',
    );
    expect(await Promise.race([frozen, answer])).toBeUndefined();
    await stage.killApi();
    expect(await answer).toBe('no answer');
    expect((await rowsOf(tenant)).map(({ state }) => state)).toEqual(point.leaves);
  }

  const rowsOf = (tenant: Tenant) =>
    stage.sql(`SELECT id, state FROM resources WHERE installation_id = $1 AND name = 'sold'`, [tenant.id]);

  it.each(POINTS)('$title: the retry gives one resource, whose credentials work', async (point) => {
    const tenant = await stage.tenant();
    const databases = await stage.product.databases();
    await crash(tenant, point);
    await stage.replaceApi();
    const answer = await tenant.expect(200, order);
    const sold = JSON.parse(answer.text) as Sold;
    expect(await rowsOf(tenant)).toEqual([{ id: sold.id, state: 'ready' }]);
    expect((await stage.product.databases()).filter((name) => !databases.includes(name))).toEqual([sold.id]);
    expect(await greet(sold)).toBe('hello');
    expect(await tenant.expect(200, order)).toEqual({ ...answer, replayed: true });
  });

  it('after the answer is out: the retry gives it again', async () => {
    const tenant = await stage.tenant();
    const answer = await tenant.expect(200, order);
    await stage.killApi();
    await stage.replaceApi();
    expect(await tenant.expect(200, order)).toEqual({ ...answer, replayed: true });
    expect(await greet(JSON.parse(answer.text) as Sold)).toBe('hello');
  });

  it.each(POINTS.filter(({ at }) => at === 'ledger'))(
    'and one that only loses its connections says 503, and means it: $title',
    async (point) => {
      const tenant = await stage.tenant();
      const frozen = stage.ledger.freezeAt(point);
      const answer = tenant.call(order);
      await frozen;
      stage.ledger.cut();
      expect(await answer).toMatchObject({ status: 503, replayed: false });
      const { id } = JSON.parse((await tenant.expect(200, order)).text) as Sold;
      expect(await rowsOf(tenant)).toEqual([{ id, state: 'ready' }]);
      expect(await stage.product.databases()).toContain(id);
    },
  );

  it('leaves nothing that the others have not taken back ten minutes later, when no retry comes', async () => {
    const tenants: Tenant[] = [];
    for (const point of POINTS.filter(({ leaves }) => leaves.includes('placed'))) {
      const tenant = await stage.tenant();
      tenants.push(tenant);
      await crash(tenant, point);
    }
    const before = await stage.product.databases();
    await stage.advance(TEN_MINUTES);
    const worker = await stage.startWorker();
    const states = async () => (await Promise.all(tenants.map(rowsOf))).flat().map(({ state }) => state as string);
    await until(async () => (await states()).every((state) => state === 'removed'));
    await worker.stop();
    const sold = (await stage.sql(`SELECT id FROM resources WHERE state = 'ready' ORDER BY id`)).map(({ id }) => id);
    const after = await stage.product.pieces();
    expect(before.length).toBeGreaterThan(sold.length);
    expect(after.filter(({ kind }) => kind === 'database').map(({ name }) => name)).toEqual(sold);
    expect(after.every(({ name }) => sold.some((id) => name.startsWith(id)))).toBe(true);
  });

  it('leaves nothing that it made after the tenant had left and everything had been removed', async () => {
    const tenant = await stage.tenant();
    const asking = stage.driver.freezeAt({ statement: 'pg_advisory_lock', when: 'before' });
    const answer = tenant.call(order).catch(() => 'no answer');
    await asking;
    const worker = await stage.startWorker();
    await tenant.expect(200, uninstall);
    const [row] = await rowsOf(tenant);
    await until(async () => (await stage.sql(REMOVALS, [row?.id])).length > 0);
    const made = stage.ledger.freezeAt({ statement: 'START TRANSACTION\0', when: 'before' });
    stage.driver.thaw();
    await made;
    expect(await stage.product.databases()).toContain(row?.id);
    await stage.killApi();
    expect(await answer).toBe('no answer');
    await worker.stop();
    await stage.advance(TEN_MINUTES);
    const other = await stage.startWorker();
    await until(async () => (await rowsOf(tenant))[0]?.state === 'removed');
    await other.stop();
    expect((await stage.product.pieces()).filter(({ name }) => name.startsWith(String(row?.id)))).toEqual([]);
  });
});

/** Says something in a database with the credentials that were sold. */
async function greet({ secrets }: Sold): Promise<unknown> {
  const client = new pg.Client({ connectionString: secrets.find(({ name }) => name === 'POSTGRES_URL')?.value });
  await client.connect();
  try {
    return (await client.query<{ said: string }>(`SELECT 'hello' AS said`)).rows[0]?.said;
  } finally {
    await client.end();
  }
}
