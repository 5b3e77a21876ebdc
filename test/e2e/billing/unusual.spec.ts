import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operatorAt } from '../admin/operator.js';
import { Months, OPERATOR } from './months.js';

const HOUR_S = 3_600;
const DAY_MS = 86_400_000;

describe('what nobody should be charged unseen', () => {
  let months: Months;
  beforeAll(async () => {
    months = await Months.open();
  });
  afterAll(() => months.shop.close());

  const findings = async (): Promise<readonly { kind: string; subject: string; installationId: string }[]> => {
    const { body } = await operatorAt(months.shop.server.url, OPERATOR)('GET /findings');
    return body['findings'] as { kind: string; subject: string; installationId: string }[];
  };

  it('is held when it is far more than usual, and an operator hears of it', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    for (const hours of ['90', '100', '110', '2000']) {
      await months.use(id, hours);
      await months.close(team);
    }
    expect(months.invoices(team).map(({ total }) => total)).toEqual(['9.00', '10.00', '11.00']);
    const held = await months.shop.sql(`SELECT external_id, total_cents FROM invoices WHERE state = 'held'`);
    expect(held).toMatchObject([{ total_cents: '20000' }]);
    expect(await months.periods(team)).toMatchObject([{}, {}, {}, { outcome: 'held', cents: 20_000 }]);
    expect(await findings()).toMatchObject([{ kind: 'unusual-invoice', subject: held[0]?.['external_id'] }]);
    await months.use(id, '100');
    await months.close(team);
    expect(await findings()).toHaveLength(1);
    await months.use(id, '-1900', new Date((await months.periodEnd(team)).getTime() - 80 * DAY_MS));
    const [{ id: invoiceId } = { id: '' }] = await months.shop.sql<{ id: string }>(
      `SELECT id FROM invoices WHERE state = 'held'`,
    );
    const ask = operatorAt(months.shop.server.url, OPERATOR);
    for (const _time of [1, 2]) {
      const given = await ask(`POST /invoices/${invoiceId}/void`, { reason: 'a broken meter' });
      expect(given.status).toBe(200);
    }
    await months.use(id, '50');
    await months.close(team);
    const totals = months.invoices(team).map(({ total }) => total);
    expect(totals).toEqual(['9.00', '10.00', '11.00', '10.00', '15.00']);
    expect(months.invoices(team).at(-1)?.items).toEqual(['Compute 5.00', 'Compute 10.00']);
    expect(await findings()).toEqual([]);
  });

  it('waits where the catalog does not say what it costs, and goes on when it does', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'pro');
    const { id: installationId } = team.installation();
    const move = (plan: string): Promise<unknown> =>
      months.shop.sql('UPDATE plan_segments SET plan_id = $2 WHERE installation_id = $1', [installationId, plan]);
    await move('forgotten');
    await months.close(team);
    expect(months.invoices(team)).toEqual([]);
    expect(await months.periods(team)).toEqual([]);
    expect(await findings()).toMatchObject([{ kind: 'unpriced-plan', subject: id, installationId }]);
    await move('pro');
    await months.pass(HOUR_S + 60);
    await months.work();
    expect(months.invoices(team)).toMatchObject([{ total: '20.00' }]);
    expect(await findings()).toEqual([]);
  });

  it('waits where more was told than anybody can be invoiced, until that is corrected', async () => {
    const team = await months.team();
    const id = await months.buy(team, 'used');
    const { id: installationId } = team.installation();
    const at = months.clock.now();
    await months.use(id, '999999999999999', at);
    const ask = operatorAt(months.shop.server.url, OPERATOR);
    const preview = await ask(`GET /installations/${installationId}/billing/preview`);
    expect(preview).toMatchObject({ status: 200, body: { total: '0.00', unpriced: [{ resourceId: id }] } });
    await months.close(team);
    expect(await findings()).toMatchObject([{ kind: 'unpriced-plan', subject: id, installationId }]);
    expect(await months.periods(team)).toEqual([]);
    await months.use(id, '-999999999999989', at);
    await months.pass(HOUR_S + 60);
    await months.work();
    expect(months.invoices(team)).toMatchObject([{ total: '1.00' }]);
    expect(await findings()).toEqual([]);
  });
});
