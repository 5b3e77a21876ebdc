import { describe, expect, it } from '@jest/globals';
import { withClient } from '../../support/postgres/admin.js';
import { cloneDatabase, emptyDatabase } from '../../support/postgres/index.js';

const { TZ, TEST_DATABASE_TIME_ZONE, TEST_POSTGRES_URL: server = '' } = process.env;

const zoneOf = (url: string): Promise<unknown> =>
  withClient(url, async (client) => (await client.query<{ TimeZone: string }>('SHOW timezone')).rows[0]?.TimeZone);

describe('a run of the tests', () => {
  it('takes place in the time zone that was asked for', () => {
    for (const instant of ['2026-01-31T23:59:59Z', '2026-07-31T23:59:59Z']) {
      const at = new Date(instant);
      expect(at.toLocaleString('en')).toBe(at.toLocaleString('en', TZ === undefined ? {} : { timeZone: TZ }));
    }
  });

  it.each([
    ['migrated', cloneDatabase],
    ['empty', emptyDatabase],
  ])('has its sessions on a database that is %s in the one that was asked for', async (_kind, make) => {
    const database = await make();
    expect(await zoneOf(database.url)).toBe(TEST_DATABASE_TIME_ZONE ?? (await zoneOf(server)));
    await database.drop();
  });
});
