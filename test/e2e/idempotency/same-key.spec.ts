import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listRoutes } from '../../../src/platform/http/index.js';
import { Shop, type TenantAnswer } from '../../support/shop/index.js';
import { WRITES } from './writes.js';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What a caller can tell apart of two answers. */
const seen = ({ status, text }: TenantAnswer): string => `${status} ${text}`;

/** What is left of `all` when each of `some` is taken away once. */
function without(all: readonly string[], some: readonly string[]): readonly string[] {
  const left = [...all];
  for (const one of some) left.splice(left.indexOf(one), 1);
  return left;
}

describe('a write that is repeated under its key', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open({ billing: 'installation', workers: 'off' });
  });
  afterAll(() => shop.close());

  it('is listed here, whichever Vercel can make', () => {
    const routes = listRoutes(shop.server.app.getHttpAdapter().getInstance());
    const writes = routes.filter(({ path, method }) => path.startsWith('/v1/installations') && !READS.has(method));
    expect(writes.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual(
      WRITES.map(({ route }) => route).toSorted(),
    );
  });

  /** Makes a tenant with a resource, sends the write as `send` says, and tells what came and what it added. */
  async function play(
    write: (typeof WRITES)[number],
    send: (once: () => Promise<TenantAnswer>) => Promise<TenantAnswer[]>,
  ) {
    const tenant = await shop.tenant();
    const { id } = await tenant.buy({ plan: 'base' });
    const prepared = (await write.prepare?.(shop, tenant)) ?? '';
    const before = await shop.effects(tenant);
    const call = { ...write.call(tenant, id, prepared), key: 'the-key' };
    const answers = await send(() => tenant.call(call));
    const after = await shop.effects(tenant);
    return {
      answers,
      added: { actions: without(after.actions, before.actions), driver: without(after.driver, before.driver) },
    };
  }

  describe.each(WRITES)('$route', (write) => {
    it('five times in a row has one effect and one answer', async () => {
      const { answers, added } = await play(write, async (once) => {
        const came: TenantAnswer[] = [];
        for (let time = 0; time < 5; time += 1) came.push(await once());
        return came;
      });
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(write.status));
      expect(new Set(answers.map(seen)).size).toBe(1);
      expect(answers.map(({ replayed }) => replayed)).toEqual([false, true, true, true, true]);
      expect(added).toEqual({ actions: write.actions, driver: write.driver });
    });

    it('fifty times at once has one effect and one answer', async () => {
      const { answers, added } = await play(write, (once) => Promise.all(Array.from({ length: 50 }, once)));
      expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(write.status));
      expect(new Set(answers.map(seen)).size).toBe(1);
      expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(added).toEqual({ actions: write.actions, driver: write.driver });
    });
  });
});
