import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Sold, Tenant } from '../../support/shop/index.js';
import { Meter } from '../usage/meter.js';
import { type Heard, operatorAt } from './operator.js';

const KEYS = { ADMIN_API_KEYS: 'reader[read]:the-key-of-a-reader' };
const HOUR_MS = 3_600_000;

/** Hours since the installation. */
const [CHANGED, LEVEL, LATER] = [100, 40, 150];

interface Line {
  readonly name: string;
  readonly billingPlanId: string;
  readonly quantity: string;
  readonly total: string;
}

describe('what an installation costs by what it uses', () => {
  let meter: Meter;
  let tenant: Tenant;
  let sold: Sold;
  let since: number;
  beforeAll(async () => {
    meter = await Meter.start(KEYS);
  });
  beforeEach(async () => {
    tenant = await meter.shop.tenant();
    sold = await tenant.buy({ plan: 'pro' });
    await tenant.expect(200, { method: 'PATCH', path: `/resources/${sold.id}`, body: { billingPlanId: 'max' } });
    since = Date.now() - 200 * HOUR_MS;
    await meter.age(tenant, new Date(since));
    await stay('pro', 0, CHANGED);
    await stay('max', CHANGED, null);
  });
  afterAll(() => meter.shop.close());

  const instant = (hours: number): Date => new Date(since + hours * HOUR_MS);
  const stay = (plan: string, from: number, to: number | null) =>
    meter.shop.sql(
      `UPDATE plan_segments SET started_at = $3, ended_at = $4 WHERE installation_id = $1 AND plan_id = $2`,
      [tenant.id, plan, instant(from), to === null ? null : instant(to)],
    );
  const use = async (type: string, ...told: readonly (readonly [hours: number, value: number])[]): Promise<void> => {
    const events = told.map(([hours, value]) =>
      meter.event(sold.id, { type, time: instant(hours).toISOString(), data: { value } }),
    );
    expect(new Set(await meter.tell(...events))).toEqual(new Set(['accepted']));
  };
  const preview = async (): Promise<Heard['body']> => {
    const ask = operatorAt(meter.shop.server.url, 'the-key-of-a-reader');
    const { status, body } = await ask(`GET /installations/${tenant.id}/billing/preview`);
    expect(status).toBe(200);
    return body;
  };
  const linesOf = (body: Heard['body']): string[] =>
    (body['lines'] as Line[]).map(({ billingPlanId, name, quantity, total }) =>
      [billingPlanId, name, quantity, total].join(' '),
    );

  it('is by the sum on each plan, beyond what is included; what happens at a change belongs to the new plan', async () => {
    await use('compute', [10, 5], [CHANGED - 0.001, 0.5], [CHANGED, 2.5], [LATER, 1]);
    expect(linesOf(await preview())).toEqual(['pro Compute 3.5 0.35', 'max Compute 1.5 0.15']);
  });

  it('counts what was told of the time in which the resource was there and not ready yet, on its first plan alone', async () => {
    await stay('pro', 1, CHANGED);
    await use('compute', [0.001, 5], [CHANGED, 3]);
    expect(linesOf(await preview())).toEqual(['pro Compute 3 0.30', 'max Compute 1 0.10']);
  });

  it('is by the highest speed on each plan, and by the mean of all that was told on it', async () => {
    await use('connections', [10, 4], [20, 9], [CHANGED, 2]);
    await use('load', [10, 1], [20, 2], [30, 4], [CHANGED, 8]);
    expect(linesOf(await preview())).toEqual([
      'pro Connections 9 9.00',
      'pro Load 2.333333333 4.67',
      'max Connections 2 2.00',
      'max Load 8 16.00',
    ]);
  });

  it('is by each level for the share of the period in which it held, on the plan that it held on', async () => {
    await use('storage', [LEVEL, 6], [LATER, 2]);
    const body = await preview();
    const { start, end } = body['period'] as { start: string; end: string };
    const period = Date.parse(end) - Date.parse(start);
    const until = Date.parse(body['until'] as string);
    const shares = [
      (6 * (CHANGED - LEVEL) * HOUR_MS) / period,
      (6 * (LATER - CHANGED) * HOUR_MS + 2 * (until - since - LATER * HOUR_MS)) / period,
    ];
    const lines = body['lines'] as Line[];
    expect(lines.map(({ billingPlanId }) => billingPlanId)).toEqual(['pro', 'max']);
    lines.forEach(({ quantity, total }, index) => {
      expect(Number(quantity)).toBeCloseTo(shares[index] ?? 0, 8);
      expect(Math.abs(Number(total) - 10 * (shares[index] ?? 0))).toBeLessThan(0.00501);
    });
  });

  it('is by the latest level on the plan that it is on now, also when it was told before', async () => {
    await use('seats', [10, 9], [20, 4]);
    expect(linesOf(await preview())).toEqual(['max Seats 4 12.00']);
  });

  it('has nothing of other periods, nor of what others use', async () => {
    const other = await meter.shop.tenant();
    const theirs = await other.buy({ plan: 'pro' });
    await meter.age(other, 1);
    await meter.tell(meter.event(theirs.id, { data: { value: 7 } }));
    await use('compute', [1, 7]);
    await meter.shop.sql(`UPDATE installations SET created_at = $2 WHERE id = $1`, [tenant.id, instant(2)]);
    await use('compute', [10, 3]);
    expect(linesOf(await preview())).toEqual(['pro Compute 1 0.10']);
  });
});
