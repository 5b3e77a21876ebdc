import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SettleWindows } from '../../../src/modules/installations/jobs/settle-windows.job.js';
import { Shop } from '../../support/shop/index.js';

const STUCK = `INSERT INTO installations (id, audience, account_id, state, ever_billed, token_type, scopes, accepted_policies, account_url,
    uninstall_requested_at, window_closes_at, created_at, updated_at, revision)
  SELECT 'icfg_stuck_' || n, 'oac_test', 'a', 'uninstalling', false, 'Bearer', '{}', '{}', 'https://vercel.com/a',
    '2026-01-01', '2026-01-02', '2026-01-01', '2026-01-01', 1 FROM generate_series(1, 501) n`;

/** Its product lets go of it for nobody: a product that is not sold any more has no driver. */
const UNREMOVABLE = `INSERT INTO resources (installation_id, id, product_slug, plan_id, name, metadata, state, ever_billed, revision,
    applied_revision, created_at, updated_at)
  SELECT id, 'res_' || id, 'gone', 'free', 'x', '{}', 'removing', false, 1, 1, '2026-01-01', '2026-01-01' FROM installations
  WHERE id LIKE 'icfg_stuck_%'`;

describe('windows for final invoices that have closed', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  it('end for everybody, however many before them cannot go', async () => {
    const tenant = await shop.tenant();
    await tenant.buy({ plan: 'pro' });
    expect(await tenant.expect(200, { method: 'DELETE' })).toMatchObject({ text: '{"finalized":false}' });
    await shop.settled();
    await shop.sql(`UPDATE installations SET window_closes_at = '2026-01-03' WHERE id = $1`, [tenant.id]);
    await shop.sql(STUCK);
    await shop.sql(UNREMOVABLE);
    await shop.server.app.get(SettleWindows, { strict: false }).run();
    await shop.settled();
    const states = await shop.sql('SELECT state, access_token FROM installations WHERE id = $1', [tenant.id]);
    expect(states).toEqual([{ state: 'uninstalled', access_token: null }]);
    expect(await shop.sql(`SELECT count(*)::integer AS left FROM installations WHERE state = 'uninstalling'`)).toEqual([
      { left: 501 },
    ]);
  });
});
