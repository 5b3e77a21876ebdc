import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { periodAt } from '../../../src/modules/billing/periods/index.js';
import { UsageReader, type UsageSpan } from '../../../src/modules/usage/index.js';
import { pieceStart } from '../../../src/modules/usage/piece.sql.js';
import { Shop } from '../../support/shop/index.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SPANS = 100;

/** What two thousand installations have used in sixty days, two busy ones of them lately, and one with many resources. */
const FULL = [
  `INSERT INTO usage_days (installation_id, subject, meter, since, events, sum, maximum, first_at, last_at, level, level_adjusts)
   SELECT 'icfg_' || n, 'res_' || n, meter, since, 24, 24, 1, since, since + interval '23 hours', 1, false
   FROM generate_series(1, 2000) n, unnest(ARRAY['shop/compute', 'shop/storage']) meter,
     generate_series(date_trunc('day', now(), 'UTC') - interval '60 days', now(), interval '24 hours') since`,
  `INSERT INTO usage_days (installation_id, subject, meter, since, events, sum, maximum, first_at, last_at)
   SELECT 'icfg_1', 'res_many_' || n, 'shop/compute', since, 24, 24, 1, since, since + interval '23 hours' FROM generate_series(1, 200) n,
     generate_series(date_trunc('day', now(), 'UTC') - interval '60 days', now(), interval '24 hours') since`,
  `INSERT INTO usage_levels (installation_id, subject, meter, hour, at, adjusts, value)
   SELECT installation_id, subject, meter, since, since, false, 1 FROM usage_days WHERE meter = 'shop/storage'`,
  `INSERT INTO usage_events (received_at, installation_id, event_digest, source, event_id, subject, meter, at, value)
   SELECT now(), 'icfg_' || n % 2, uuid_send(gen_random_uuid()), '/', n, 'res_' || n % 2, 'shop/compute', now() - n * interval '10 seconds', 1
   FROM generate_series(1, 60000) n`,
  `INSERT INTO usage_keys (installation_id, event_digest, payload_digest, received_at)
   SELECT CASE n WHEN 1 THEN 'icfg_9' ELSE 'icfg_' || n % 50 END, uuid_send(gen_random_uuid()), '', now() - n * interval '1 hour' + interval '30 minutes'
   FROM generate_series(1, 50000) n`,
];

/** Of what has grown: a partition of a page or none is best read as a whole. */
const SCANS = `SELECT sum(seq_scan)::integer AS scans, sum(idx_tup_fetch)::integer AS fetched FROM pg_stat_user_tables
  WHERE relname ~ '^usage_(days|levels|events|keys)' AND pg_relation_size(relid) > 100000`;
const END_ALL = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'stallholder'`;

describe('statements about usage', () => {
  let shop: Shop;
  let reader: UsageReader;
  beforeAll(async () => {
    shop = await Shop.open({ billing: 'metered', workers: 'off' });
    reader = shop.server.app.get(UsageReader, { strict: false });
    for (const statement of FULL) await shop.sql(statement);
  });
  afterAll(() => shop.close());

  /** A process tells what it scanned when it ends at the latest. */
  async function scans(): Promise<{ scans: number; fetched: number }> {
    await shop.sql(END_ALL);
    await shop.sql('SELECT pg_stat_force_next_flush()');
    const [all] = await shop.sql<{ scans: number; fetched: number }>(SCANS);
    return all ?? { scans: 0, fetched: 0 };
  }

  it.each(['before the tables are analyzed', 'afterwards'])('follow what spans are about, %s', async (when) => {
    if (when === 'afterwards') await shop.sql('ANALYZE usage_days, usage_levels, usage_events');
    const spans = Array.from({ length: SPANS }, (_none, place): UsageSpan => {
      const of = { place, installationId: `icfg_${place}`, subject: `res_${place}` };
      return { ...of, ...lately() };
    });
    const before = await scans();
    expect(await reader.measure(spans)).toHaveLength(2 * (SPANS - 1));
    const [count] = await reader.countEvents('icfg_1', [lately()]);
    expect(count).toBeGreaterThan(200 * 24);
    const after = await scans();
    expect(after.scans).toBe(before.scans);
    expect(after.fetched - before.fetched).toBeLessThan(50 * SPANS + 10_000);
  });

  it('find who has used something by what has come since, however much came before', async () => {
    await shop.sql('ANALYZE usage_keys');
    const before = await scans();
    expect(await reader.usersSince(new Date(Date.now() - HOUR_MS))).toEqual(['icfg_9']);
    const after = await scans();
    expect(after.scans).toBe(before.scans);
    expect(after.fetched - before.fetched).toBeLessThan(100);
  });

  it('divide a day where a billing period begins, by the same reckoning as billing', async () => {
    const dates = fc.date({ min: new Date('2023-01-01'), max: new Date('2033-01-01'), noInvalidDate: true });
    const near = fc.tuple(
      dates,
      dates,
      fc.integer({ min: -2, max: 2 }),
      fc.constantFrom('anniversary', 'calendar-month'),
    );
    const drawn = fc.sample(near, { numRuns: 4_000, seed: 7 }).map(([installed, some, offset, anchor]) => {
      const edge = periodAt(anchor, installed, some).end.getTime();
      return { anchor, installed, at: offset === 2 ? some : new Date(edge + offset) };
    });
    const rows = await shop.sql<{ since: Date }>(
      `SELECT ${pieceStart('installed', 'at', 'anchor')} AS since
       FROM unnest($1::timestamptz[], $2::timestamptz[], $3::text[]) WITH ORDINALITY AS t (installed, at, anchor, place) ORDER BY place`,
      [
        drawn.map(({ installed }) => installed.toISOString()),
        drawn.map(({ at }) => at.toISOString()),
        drawn.map(({ anchor }) => anchor),
      ],
    );
    const expected = drawn.map(({ anchor, installed, at }) => {
      const day = at.getTime() - (((at.getTime() % DAY_MS) + DAY_MS) % DAY_MS);
      return new Date(Math.max(day, periodAt(anchor, installed, at).start.getTime()));
    });
    expect(rows.map(({ since }) => since)).toEqual(expected);
  });
});

/** Two and a half days, of which the half one has to be read event by event: as many at any time of the day. */
function lately(): { readonly start: Date; readonly end: Date } {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return { start: new Date(today - 2.5 * DAY_MS), end: new Date(today) };
}
