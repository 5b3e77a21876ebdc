import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operatorAt } from '../admin/operator.js';
import { Months, OPERATOR } from './months.js';

const HOUR_S = 3_600;

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
});
