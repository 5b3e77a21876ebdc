import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

const EVENTS = 300;
const MEMBERS = 30;

/** What 300 a second are in 30 s, and how many Vercel has on the way at once. */
const FLOOD = 9_000;
const AT_ONCE = 40;

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

  it('of 9,000 loses none, and each has one effect', async () => {
    const { vercel } = shop.server;
    const { id } = await vercel.team('Zenith').install();
    const sent: { readonly state: string }[] = [];
    const send = async (from: number): Promise<void> => {
      for (let at = from; at < FLOOD; at += AT_ONCE) {
        const payload = { installationId: id, memberId: `member_${at}`, role: 'USER' };
        sent.push(await vercel.webhooks.send('marketplace.member.changed', payload));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_none, from) => send(from)));
    await until(async () => {
      if (sent.every(({ state }) => state === 'delivered')) return true;
      vercel.clock.advance('PT15S');
      await vercel.settled();
      return false;
    });
    await shop.settled();
    const [counted] = await shop.sql(
      `SELECT count(*)::int AS stored, count(handled_at)::int AS handled FROM webhook_events WHERE installation_ids = ARRAY[$1]`,
      [id],
    );
    expect(counted).toEqual({ stored: FLOOD, handled: FLOOD });
    const members = await shop.sql('SELECT count(*)::int AS members FROM members WHERE installation_id = $1', [id]);
    expect(members).toEqual([{ members: FLOOD }]);
    const jobs = await shop.sql(
      `SELECT state::text, count(*)::int FROM pgboss.job j JOIN webhook_events e ON e.id = j.data->'data'->>'id'
       WHERE installation_ids = ARRAY[$1] GROUP BY state`,
      [id],
    );
    expect(jobs).toEqual([{ state: 'completed', count: FLOOD }]);
  }, 240_000);
});
