import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buying, Shop } from '../../support/shop/index.js';

const LOCK = 'SELECT 1 FROM installations WHERE id = $1 FOR UPDATE';
const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const KEEP_RUNNING = `UPDATE idempotency_keys SET answer_id = NULL, answered_at = NULL, claimed_until = now() + interval '1 hour'
  WHERE installation_id = $1`;

describe('a second request while the first with its key still runs', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off', env: { DATABASE_POOL_SIZE: '2' } });
  });
  afterAll(() => shop.close());

  it('waits for its answer', async () => {
    const tenant = await shop.tenant();
    const calls = await shop.whileHolding(LOCK, [tenant.id], async () => {
      const calls = [0, 1, 2].map(() => tenant.call({ ...buying(), key: 'k' }));
      const settled = Promise.race(calls.map((call) => call.then(() => 'settled')));
      expect(await Promise.race([settled, waiting()])).toBe('waiting');
      return calls;
    });
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('waits for ten seconds without a connection, so that forty of them starve nobody, then hears when to come again', async () => {
    const [busy, other] = await Promise.all([shop.tenant(), shop.tenant()]);
    await busy.expect(200, { ...buying(), key: 'k' });
    await shop.sql(KEEP_RUNNING, [busy.id]);
    const started = performance.now();
    const waiters = Promise.all(Array.from({ length: 40 }, () => busy.call({ ...buying(), key: 'k' })));
    const over = waiters.then(() => 'over');
    let served = 0;
    const serve = async (): Promise<string> => {
      await other.expect(200, buying());
      await busy.expect(200, { method: 'GET' });
      served += 1;
      return 'served';
    };
    while ((await Promise.race([over, serve()])) === 'served');
    const answers = await waiters;
    expect(performance.now() - started).toBeGreaterThan(10_000);
    expect(served).toBeGreaterThan(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([409]));
    expect(answers.every(({ retryAfter }) => Number(retryAfter) > 0)).toBe(true);
    expect((await shop.effects(busy)).driver).toEqual(['provision']);
  });

  /** Resolves once a request has its key, and waits for the lock that the test holds. */
  async function waiting(): Promise<string> {
    for (;;) {
      const rows = await shop.sql(WAITING);
      if (rows.length > 0) return 'waiting';
    }
  }
});
