import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buying, type Sold, Shop, type Tenant } from '../../support/shop/index.js';

/** As the death of the process would leave it that was about to answer, the lease running out at `until`. */
const UNANSWER = `UPDATE idempotency_keys SET answer_id = NULL, answered_at = NULL, claimed_until = now() + $2::interval
  WHERE installation_id = $1`;

/** Keys whose next request would have to wait. */
const CLAIMED = `SELECT 1 FROM idempotency_keys
  WHERE installation_id = $1 AND answer_id IS NULL AND claimed_until > clock_timestamp()`;

describe('the outcome of a keyed request', () => {
  let shop: Shop;
  let tenant: Tenant;
  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off' });
    tenant = await shop.tenant();
  });
  afterAll(() => shop.close());

  const driverCalls = async (operation: string): Promise<number> =>
    (await shop.effects(tenant)).driver.filter((one) => one === operation).length;

  it.each([
    ['a body that breaks the contract', 400, { ...buying(), body: {} }],
    ['an unknown plan', 400, buying({ plan: 'none' })],
    [
      'a resource that does not exist',
      404,
      { method: 'PATCH', path: '/resources/res_none', body: { name: 'x' } } as const,
    ],
  ])('is kept when it is final: %s', async (_which, status, call) => {
    const first = await tenant.expect(status, { ...call, key: `final ${_which}` });
    const again = await tenant.expect(status, { ...call, key: `final ${_which}` });
    expect(again).toEqual({ ...first, replayed: true });
  });

  it('is kept when the product refuses, so that it is asked only once', async () => {
    shop.driver.next('provision', 'final');
    const before = await driverCalls('provision');
    const first = await tenant.expect(409, { ...buying(), key: 'refused' });
    expect(await tenant.expect(409, { ...buying(), key: 'refused' })).toEqual({ ...first, replayed: true });
    expect(await driverCalls('provision')).toBe(before + 1);
  });

  it('is not kept when it may change, and the retry makes the one instance', async () => {
    shop.driver.next('provision', 'transient', 'transient');
    const before = shop.driver.instances.size;
    const call = { ...buying({ name: 'second try' }), key: 'transient' };
    const failures = [await tenant.expect(503, call), await tenant.expect(503, call)];
    expect(await shop.sql(CLAIMED, [tenant.id])).toEqual([]);
    expect(failures.map(({ retryAfter, replayed }) => [Number(retryAfter) > 0, replayed])).toEqual([
      [true, false],
      [true, false],
    ]);
    expect((await tenant.expect(200, call)).replayed).toBe(false);
    expect((await tenant.expect(200, call)).replayed).toBe(true);
    expect(shop.driver.instances.size).toBe(before + 1);
    const rows = await shop.sql(`SELECT state FROM resources WHERE name = 'second try'`);
    expect(rows).toEqual([{ state: 'ready' }]);
  });

  it('of a console command that failed keeps its blocks', async () => {
    const { id } = await tenant.buy();
    const call = { method: 'POST', path: `/resources/${id}/repl`, body: { input: 'nonsense' }, key: 'repl' } as const;
    const first = await tenant.expect(400, call);
    expect(first.text).toMatch(/^\[.*#ff0000/);
    expect(await tenant.expect(400, call)).toEqual({ ...first, replayed: true });
  });

  it('stays what it was after the resource was deleted, which is not made again', async () => {
    const first = await tenant.expect(200, { ...buying({ name: 'deleted' }), key: 'deleted' });
    const { id } = JSON.parse(first.text) as Sold;
    const deletion = { method: 'DELETE', path: `/resources/${id}`, key: 'deletion' } as const;
    await tenant.expect(204, deletion);
    expect(await tenant.expect(204, deletion)).toMatchObject({ replayed: true });
    expect(await tenant.expect(200, { ...buying({ name: 'deleted' }), key: 'deleted' })).toEqual({
      ...first,
      replayed: true,
    });
    expect(await shop.sql(`SELECT state FROM resources WHERE name = 'deleted'`)).toEqual([{ state: 'removing' }]);
  });

  it('lies sealed in the database', async () => {
    const { secrets } = await tenant.buy();
    const [value = ''] = secrets.map((secret) => secret.value);
    const rows = await shop.sql<{ row: string; body: Buffer }>(
      'SELECT a::text AS row, body FROM idempotency_answers a',
    );
    expect(rows.length).toBeGreaterThan(0);
    const dump = rows.map(({ row, body }) => row + body.toString('latin1')).join('\n');
    expect(value.length).toBeGreaterThan(20);
    expect([dump.includes(value), dump.includes('MEMORY_KEY')]).toEqual([false, false]);
  });

  describe('of a process that died before it answered', () => {
    it('is given by the next request once the lease has run out: the same resource, the same secrets', async () => {
      const other = await shop.tenant();
      const first = await other.expect(200, { ...buying(), key: 'k' });
      await shop.sql(UNANSWER, [other.id, '-1 second']);
      expect(await other.expect(200, { ...buying(), key: 'k' })).toEqual({ ...first, replayed: false });
      expect(await other.expect(200, { ...buying(), key: 'k' })).toEqual({ ...first, replayed: true });
    });

    it('is given to one of twenty that come at once, and the others hear the same', async () => {
      const other = await shop.tenant();
      const first = await other.expect(200, { ...buying(), key: 'k' });
      await shop.sql(UNANSWER, [other.id, '300 milliseconds']);
      const answers = await Promise.all(Array.from({ length: 20 }, () => other.call({ ...buying(), key: 'k' })));
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set([`200 ${first.text}`]));
      expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    });

    it('is not given to a request with another body', async () => {
      const other = await shop.tenant();
      await other.expect(200, { ...buying(), key: 'k' });
      await shop.sql(UNANSWER, [other.id, '-1 second']);
      await other.expect(409, { ...buying({ name: 'other' }), key: 'k' });
      expect((await shop.effects(other)).driver).toEqual(['provision']);
    });
  });
});
