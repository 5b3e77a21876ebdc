import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JobQueue } from '../../../src/platform/jobs/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';
import { type Heard, operatorAt } from './operator.js';

const KEYS = 'chief:the-key-of-the-chief,reader[read]:the-key-of-a-reader';
const REASON = { reason: 'Cleaned up' };

describe('dead letters for operators', () => {
  let shop: Shop;
  let ask: (call: string, body?: unknown) => Promise<Heard>;

  beforeAll(async () => {
    shop = await Shop.open({ env: { ADMIN_API_KEYS: KEYS } });
    ask = operatorAt(shop.server.url, 'the-key-of-the-chief');
  });
  afterAll(() => shop.close());

  async function dead(query: string): Promise<string[]> {
    const { body } = await ask(`GET /jobs/dead?${query}`);
    return (body['jobs'] as { id: string }[]).map(({ id }) => id);
  }

  /** Of kinds that nobody handles and that have no more tries; resolves when all are given up. */
  async function lettersOf(name: string, count: number): Promise<string[]> {
    const boss = await shop.server.app.get(JobQueue).boss();
    for (let at = 0; at < count; at += 1)
      await boss.send(
        'bulk',
        { job: name, data: { installationId: `icfg_${name}`, at } },
        { singletonKey: randomUUID(), retryLimit: 0 },
      );
    await until(async () => (await dead(`name=${name}`)).length === count);
    return dead(`name=${name}`);
  }

  const actionsOf = async (name: string): Promise<unknown[]> =>
    shop.sql(
      `SELECT action, actor_id AS actor, details->>'reason' AS reason FROM audit_entries WHERE installation_id = $1 ORDER BY at`,
      [`icfg_${name}`],
    );

  it('are found by lane, kind and time, and shown one by one', async () => {
    const [id = ''] = await lettersOf('tests.found', 1);
    expect(await dead('name=tests.found&lane=bulk&before=2999-01-01T00:00:00Z')).toEqual([id]);
    expect(await dead('name=tests.found&lane=customer')).toEqual([]);
    expect(await dead('name=tests.found&before=2001-01-01T00:00:00Z')).toEqual([]);
    const { status, body } = await ask(`GET /jobs/dead/${id}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ id, lane: 'bulk', name: 'tests.found', reason: 'No handler for tests.found' });
    expect((await ask(`GET /jobs/${id}`)).status).toBe(404);
  });

  it('are given up for good once, with the reason on record', async () => {
    const [id = ''] = await lettersOf('tests.discarded', 1);
    expect((await ask(`POST /jobs/dead/${id}/discard`, {})).status).toBe(400);
    const asked = await Promise.all([1, 2, 3].map(() => ask(`POST /jobs/dead/${id}/discard`, REASON)));
    expect(asked.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404, 404]);
    expect((await ask(`GET /jobs/dead/${id}`)).status).toBe(404);
    expect(await actionsOf('tests.discarded')).toEqual([
      { action: 'job.discarded', actor: 'chief', reason: 'Cleaned up' },
    ]);
  });

  it('of a kind are given up together, and no others', async () => {
    const [kept] = await lettersOf('tests.kept', 1);
    await lettersOf('tests.bulk', 3);
    const { status, body } = await ask('POST /jobs/dead/discard', { name: 'tests.bulk', lane: 'bulk', ...REASON });
    expect([status, body]).toEqual([200, { taken: 3, isMore: false }]);
    expect(await dead('name=tests.bulk')).toEqual([]);
    expect(await dead('name=tests.kept')).toEqual([kept]);
    expect(await actionsOf('tests.bulk')).toHaveLength(3);
  });

  it('of a kind are placed again together', async () => {
    await lettersOf('tests.again', 2);
    const { status, body } = await ask('POST /jobs/dead/requeue', { name: 'tests.again', ...REASON });
    expect([status, body]).toEqual([200, { taken: 2, isMore: false }]);
    const placed = (await ask('GET /jobs?name=tests.again')).body['jobs'] as { id: string; data: object }[];
    expect(placed.filter(({ data }) => 'at' in data).length).toBeGreaterThanOrEqual(2);
    const shown = await ask(`GET /jobs/${placed.at(-1)?.id}`);
    expect(shown).toMatchObject({ status: 200, body: { id: placed.at(-1)?.id, name: 'tests.again' } });
  });

  it.each([{ lane: 'dead' }, { name: 'a b' }, { before: 'yesterday' }, { lane: ['bulk'] }])(
    'are not taken by a filter that cannot be: %j',
    async (filter) => {
      const { status, body } = await ask('POST /jobs/dead/discard', { ...filter, ...REASON });
      expect(status).toBe(400);
      expect(body).toMatchObject({ error: { fields: [{ key: Object.keys(filter)[0] }] } });
    },
  );

  it('are not touched by somebody who may only read', async () => {
    const [id = ''] = await lettersOf('tests.guarded', 1);
    const reader = operatorAt(shop.server.url, 'the-key-of-a-reader');
    for (const call of [`${id}/discard`, `${id}/requeue`, 'discard', 'requeue'])
      expect((await reader(`POST /jobs/dead/${call}`, REASON)).status).toBe(403);
    expect(await dead('name=tests.guarded')).toEqual([id]);
  });

  it.each(['nothing', '00000000-0000-0000-0000-000000000000', '%00'])('are not made from %s', async (id) => {
    expect((await ask(`GET /jobs/dead/${id}`)).status).toBe(404);
    expect((await ask(`GET /jobs/${id}`)).status).toBe(404);
    expect((await ask(`POST /jobs/dead/${id}/discard`, REASON)).status).toBe(404);
  });
});
