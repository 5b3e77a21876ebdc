import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PruneSessions } from '../../../src/modules/sso/jobs/prune.job.js';
import { Shop } from '../../support/shop/index.js';
import { SignOn } from './support/sign-on.js';

const LEFT = `SELECT (SELECT count(*)::int FROM sessions) AS sessions, (SELECT count(*)::int FROM sso_codes) AS codes,
  (SELECT count(*)::int FROM handoff_codes) AS handoffs`;

describe('what has ended', () => {
  let shop: Shop;
  let sign: SignOn;

  beforeAll(async () => {
    shop = await Shop.open({ workers: 'off', env: { DASHBOARD_URL: 'https://dashboard.example' } });
    sign = new SignOn(shop);
  });
  afterAll(() => shop.close());

  const prune = async (): Promise<unknown> => {
    await shop.server.app.get(PruneSessions, { strict: false }).run();
    return (await shop.sql(LEFT))[0];
  };

  it('goes by and by, in any number, and nothing else does', async () => {
    const team = await sign.team();
    await sign.browser(team);
    await shop.sql(
      `INSERT INTO sso_codes SELECT sha256(n::text::bytea), now() - interval '2 days' FROM generate_series(1, 1200) n`,
    );
    expect(await prune()).toEqual({ sessions: 1, codes: 1, handoffs: 1 });
    await sign.pass(3_600);
    const busy = await sign.browser(team);
    expect(await prune()).toEqual({ sessions: 2, codes: 2, handoffs: 1 });
    await sign.pass(3_600 + 60);
    expect(await prune()).toEqual({ sessions: 1, codes: 2, handoffs: 0 });
    expect(await sign.who(busy)).not.toBeNull();
    await sign.pass(86_400);
    expect(await prune()).toEqual({ sessions: 0, codes: 0, handoffs: 0 });
  });
});
