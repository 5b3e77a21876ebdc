import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rowsOf } from '../../src/modules/resources/testing/postgres-server.js';
import type { FreezePoint } from '../support/freezing-proxy.js';
import type { Sold, Tenant } from '../support/shop/index.js';
import { until } from '../support/until.js';
import { Stage } from './stage.js';

const TEN_MINUTES = 600;
const VERSIONS = `SELECT c.state FROM resource_credentials c JOIN resources r ON r.id = c.resource_id
  WHERE c.installation_id = $1 AND r.name = 'sold' ORDER BY c.version`;
const LOGINS = `SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1) AND rolname ~ '_v[0-9]+$' ORDER BY 1`;

interface Point extends FreezePoint {
  readonly title: string;
  readonly at: 'ledger' | 'driver';
  /** The states of the versions that the crash leaves. */
  readonly leaves: readonly string[];
}

const PLACED = { at: 'ledger', statement: 'COMMIT\0', nth: 1 } as const;
const RECORDED = { at: 'ledger', statement: 'COMMIT\0', nth: 2 } as const;
const UNFINISHED = ['current', 'placed'];

/** Where the process is killed, in the order of the rotation. */
const POINTS: readonly Point[] = [
  { title: 'before it has written anything', ...PLACED, when: 'before', leaves: ['current'] },
  { title: 'between its first transaction and the product', ...PLACED, when: 'after', leaves: UNFINISHED },
  { title: 'while the product makes it', at: 'driver', statement: 'CREATE ROLE', when: 'after', leaves: UNFINISHED },
  {
    title: 'as soon as the new login is open',
    at: 'driver',
    statement: '_v2" LOGIN',
    when: 'after',
    leaves: UNFINISHED,
  },
  {
    title: 'between the product and its second transaction',
    at: 'ledger',
    statement: 'START TRANSACTION\0',
    nth: 2,
    when: 'before',
    leaves: UNFINISHED,
  },
  { title: 'before its second commit', ...RECORDED, when: 'before', leaves: UNFINISHED },
  {
    title: 'after its second transaction, before the answer',
    ...RECORDED,
    when: 'after',
    leaves: ['retiring', 'current'],
  },
];

describe('a server that is killed while it rotates secrets', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const rotationOf = ({ id }: Sold, hours = 1) => {
    const body = { delayOldSecretsExpirationHours: hours };
    return { method: 'POST', path: `/resources/${id}/secrets/rotate`, body, key: 'the-key' } as const;
  };

  const statesOf = async (tenant: Tenant) =>
    (await stage.sql(VERSIONS, [tenant.id])).map(({ state }) => state as string);

  async function customer(): Promise<{ readonly tenant: Tenant; readonly sold: Sold }> {
    const tenant = await stage.tenant();
    return { tenant, sold: await tenant.buy({ product: 'postgres', plan: 'pro', name: 'sold' }) };
  }

  /** Rotates until the rotation has reached the point, and kills the server there. */
  async function crash(tenant: Tenant, sold: Sold, point: Point): Promise<void> {
    const frozen = stage[point.at].freezeAt(point);
    const answer = tenant.call(rotationOf(sold)).then(
      ({ status }) => `answered ${status}`,
      () => 'no answer',
    );
    expect(await Promise.race([frozen, answer])).toBeUndefined();
    await stage.killApi();
    expect(await answer).toBe('no answer');
    expect(await statesOf(tenant)).toEqual(point.leaves);
    expect(await opens(sold)).toBe(true);
  }

  it.each(POINTS)('$title: the retry gives one rotation, and both old and new secrets work', async (point) => {
    const { tenant, sold } = await customer();
    await crash(tenant, sold, point);
    await stage.replaceApi();
    const answer = await tenant.expect(200, rotationOf(sold));
    expect(await statesOf(tenant)).toEqual(['retiring', 'current']);
    expect([await opens(sold), await opens(JSON.parse(answer.text) as Sold)]).toEqual([true, true]);
    expect(await tenant.expect(200, rotationOf(sold))).toEqual({ ...answer, replayed: true });
    expect(await rowsOf(stage.product.url, LOGINS, [sold.id])).toHaveLength(2);
  });

  it('leaves the old secrets as the only ones ten minutes later, when no retry comes', async () => {
    const customers: Awaited<ReturnType<typeof customer>>[] = [];
    for (const point of POINTS.filter(({ leaves }) => leaves === UNFINISHED)) {
      const one = await customer();
      customers.push(one);
      await crash(one.tenant, one.sold, point);
    }
    await stage.advance(TEN_MINUTES);
    const worker = await stage.startWorker();
    for (const { tenant, sold } of customers) {
      await until(async () => (await statesOf(tenant)).join() === 'current,revoked');
      expect(await opens(sold)).toBe(true);
      expect(await rowsOf(stage.product.url, LOGINS, [sold.id])).toEqual([{ rolname: `${sold.id}_v1` }]);
    }
    await worker.stop();
  });
});

/** Whether a database opens with the credentials that were sold. */
function opens({ secrets }: Pick<Sold, 'secrets'>): Promise<boolean> {
  const url = secrets.find(({ name }) => name === 'POSTGRES_URL')?.value ?? '';
  return rowsOf(url, 'SELECT 1').then(
    () => true,
    () => false,
  );
}
