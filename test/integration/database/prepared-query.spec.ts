import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PooledClient } from '../../../src/platform/database/index.js';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';

const SHARE = {
  name: 'share',
  text: `SELECT n, 12 / n AS share, $1::jsonb AS data FROM generate_series($2::integer, $3::integer) n`,
};
const WRITE = { name: 'write', text: 'CREATE TEMPORARY TABLE IF NOT EXISTS written ()', values: [] };

describe('a statement with a name', () => {
  let database: TestDatabase;
  let client: InstanceType<typeof PooledClient>;
  let described: number;

  beforeAll(async () => {
    database = await cloneDatabase();
  });
  afterAll(() => database.drop());

  async function connected(work: () => Promise<void>): Promise<void> {
    described = 0;
    client = new PooledClient({ connectionString: database.url, pipeline: true });
    await client.connect();
    for (const event of ['rowDescription', 'noData']) client.connection.on(event, () => (described += 1));
    try {
      await work();
    } finally {
      await client.end();
    }
  }

  const shares = (data: string | null, from: number, to: number): Promise<unknown[]> =>
    client.query({ ...SHARE, values: [data, from, to] }).then(({ rows }) => rows as unknown[]);

  it('is described once per connection, and read the same way ever after', () =>
    connected(async () => {
      const rows = [
        { n: 1, share: 12, data: { a: [1] } },
        { n: 2, share: 6, data: { a: [1] } },
      ];
      expect(await shares('{"a":[1]}', 1, 2)).toEqual(rows);
      expect(await shares('{"a":[1]}', 1, 2)).toEqual(rows);
      expect(await shares(null, 3, 3)).toEqual([{ n: 3, share: 4, data: null }]);
      expect(await shares(null, 3, 1)).toEqual([]);
      expect(described).toBe(1);
    }));

  it('tells how many rows it wrote where it gives none', () =>
    connected(async () => {
      for (let time = 0; time < 3; time += 1) {
        expect(await client.query(WRITE)).toMatchObject({ command: 'CREATE', rows: [], fields: [] });
      }
      expect(described).toBe(1);
    }));

  it('can be sent again before its first answer has come', () =>
    connected(async () => {
      const all = await Promise.all([shares(null, 1, 1), shares(null, 2, 2), shares(null, 3, 3)]);
      expect(all.flat()).toMatchObject([{ share: 12 }, { share: 6 }, { share: 4 }]);
      expect(await shares(null, 4, 4)).toMatchObject([{ share: 3 }]);
    }));

  it('is read rightly after it has failed, the first time or a later one', () =>
    connected(async () => {
      const stack = (error: Error): string => error.stack ?? '';
      expect(stack((await shares(null, 0, 0).catch((error: Error) => error)) as Error)).toContain(
        'prepared-query.spec',
      );
      expect(await shares(null, 1, 1)).toMatchObject([{ share: 12 }]);
      await expect(shares(null, 0, 1)).rejects.toThrow('division by zero');
      await expect(shares('{', 1, 1)).rejects.toThrow('invalid input syntax');
      expect(await shares(null, 2, 2)).toMatchObject([{ share: 6 }]);
    }));

  it('fails when its columns are others by now', () =>
    connected(async () => {
      await client.query('CREATE TEMPORARY TABLE thing AS SELECT 1 AS one');
      const all = { name: 'all', text: 'SELECT * FROM thing', values: [] };
      expect((await client.query(all)).rows).toEqual([{ one: 1 }]);
      await client.query('ALTER TABLE thing ADD two integer DEFAULT 2');
      await expect(client.query(all)).rejects.toThrow('must not change result type');
    }));
});
