import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';

const EVENTS = 300;
const MEMBERS = 30;

describe('a burst of webhooks', () => {
  let shop: Shop;

  beforeAll(async () => {
    shop = await Shop.open();
  });
  afterAll(() => shop.close());

  it('of 300 in a second is answered and worked off whole, each member ending where Vercel has it', async () => {
    const { vercel } = shop.server;
    const team = vercel.team('Acme');
    const { id } = await team.install();
    const noon = Date.UTC(2040, 0, 1, 12);
    const events = Array.from({ length: EVENTS }, (_none, index) => ({
      type: 'marketplace.member.changed',
      payload: {
        installationId: id,
        memberId: `m${index % MEMBERS}`,
        role: index < EVENTS - MEMBERS ? 'USER' : 'ADMIN',
      },
      createdAt: new Date(noon + index),
    }));
    const sent = await vercel.webhooks.burst(events.toReversed(), { perSecond: EVENTS });
    expect(sent.filter(({ state }) => state !== 'delivered')).toEqual([]);
    expect(sent.filter(({ attempts }) => attempts.length > 1)).toEqual([]);
    await shop.settled();
    const [counted] = await shop.sql(
      `SELECT count(*)::int AS stored, count(handled_at)::int AS handled, count(DISTINCT id)::int AS ids FROM webhook_events`,
    );
    expect(counted).toEqual({ stored: EVENTS, handled: EVENTS, ids: EVENTS });
    const roles = await shop.sql(`SELECT role, count(*)::int AS members FROM members GROUP BY role`);
    expect(roles).toEqual([{ role: 'ADMIN', members: MEMBERS }]);
  });
});
