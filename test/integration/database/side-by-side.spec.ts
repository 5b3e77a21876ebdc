import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Team } from '#libs/vercel-simulator';
import { migrateDatabase, MIGRATIONS, revertLastMigration } from '../../../src/platform/database/index.js';
import { Shop } from '../../support/shop/index.js';
import { until } from '../../support/until.js';

/** The database's clock may be as far ahead. */
const A_LITTLE_MS = 10_000;
const METER = 'usage-key-of-the-tests';

/** What the next version could do to each table, as ADR 0014 lets it. */
const EXPAND = `DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition LOOP
    EXECUTE format('ALTER TABLE %I ADD newer text, ADD newest integer NOT NULL DEFAULT 7', one.relname);
  END LOOP;
END $$`;

describe('a server beside another version of its schema', () => {
  let shop: Shop;
  let before: Team;
  beforeAll(async () => {
    shop = await Shop.open({
      billing: 'metered',
      prepare: revertLastMigration,
      env: { USAGE_API_KEYS: `meter:${METER}` },
    });
  });
  afterAll(() => shop.close());

  const ready = async (): Promise<unknown> => {
    const response = await fetch(`${shop.server.url}/health/ready`);
    const { details } = (await response.json()) as { details: { database: unknown } };
    return [response.status, details.database];
  };
  const use = async (subject: string): Promise<string> => {
    const time = new Date(Date.now() + A_LITTLE_MS).toISOString();
    const event = { specversion: '1.0', id: `for ${subject}`, source: '/meters/1', type: 'compute', subject, time };
    const answer = await fetch(`${shop.server.url}/usage/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${METER}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...event, data: { value: '1' } }),
    });
    return answer.text();
  };
  const stateOf = async (team: Team): Promise<unknown> =>
    (await shop.sql('SELECT state FROM installations WHERE id = $1', [team.installation().id]))[0]?.['state'];

  /** What Vercel and meters ask of it while somebody is a customer. */
  async function serve(name: string): Promise<Team> {
    const { vercel } = shop.server;
    const team = vercel.team(name);
    await team.install();
    const { id } = await team.provision({ product: 'shop', plan: 'free', name: 'main' });
    await team.rename(id, 'renamed');
    await team.changePlan(id, 'pro');
    expect(await use(id)).toContain('"accepted"');
    await team.webhooks.changeMember(team.installation().members[0]?.id ?? '', 'ADMIN');
    const [read] = await team.listResources([id]);
    expect(read).toMatchObject({ name: 'renamed', status: 'ready', billingPlan: { id: 'pro' } });
    await team.remove(id);
    return team;
  }

  async function letGo(...teams: readonly Team[]): Promise<void> {
    for (const team of teams) {
      await team.uninstall();
      await until(async () => (await stateOf(team)) !== 'active');
    }
    await shop.server.vercel.settled();
    expect(shop.server.vercel.violations).toEqual([]);
  }

  it('serves at the level of the migration before its newest, and tells that one is missing', async () => {
    before = await serve('Before');
    expect(await ready()).toEqual([503, { status: 'down', reason: 'schema', missing: [MIGRATIONS.at(-1)?.name] }]);
  });

  it('serves on when the migration comes, and is ready then', async () => {
    await migrateDatabase(shop.server.databaseUrl);
    await letGo(before, await serve('Migrated'));
    expect(await ready()).toEqual([200, { status: 'up' }]);
  });

  it('serves on beside the next version, which adds to every table', async () => {
    await shop.sql(EXPAND);
    await letGo(await serve('Expanded'));
    expect(await ready()).toEqual([200, { status: 'up' }]);
  });
});
