import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobWorker } from '../../../src/platform/jobs/index.js';
import { Shop } from '../../support/shop/index.js';
import { type Bought, Pushes } from './pushes.js';

describe('changes that nobody works on yet', () => {
  let shop: Shop;
  let pushes: Pushes;
  let bought: Bought;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    pushes = new Pushes(shop);
    bought = await pushes.bought();
  });
  afterAll(() => shop.close());

  it('are told in one call, as they have ended, though the jobs are lost and a caller has died', async () => {
    const { team, id } = bought;
    for (const state of [
      'suspended',
      'error',
      'pending',
      'onboarding',
      'ready',
      'error',
      'suspended',
      'error',
      'ready',
    ])
      await pushes.change(bought, state, 'status');
    await pushes.change(bought, 'suspended', 'status');
    expect(await pushes.outstanding(team)).toEqual(['status']);
    expect(await shop.sql(`SELECT 1 FROM pgboss.job WHERE data->>'job' = 'resources.push'`)).toHaveLength(1);
    await shop.sql(`DELETE FROM pgboss.job`);
    await shop.sql(
      `UPDATE resource_pushes SET wanted = '{}', sending = 'status', busy_until = now() + interval '60 s', due_at = now() + interval '60 s'
       WHERE resource_id = $1`,
      [id],
    );
    await shop.server.app.get(JobWorker).start();
    await pushes.pass(61);
    await pushes.untilTold(team);
    expect(team.installation().resources.get(id)?.status).toBe('suspended');
    expect(pushes.calls(team.installation())).toEqual([`PATCH ${id}`]);
  });
});
