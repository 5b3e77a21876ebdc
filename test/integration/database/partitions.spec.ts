import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { cloneDatabase, type TestDatabase } from '../../support/postgres/index.js';
import { until } from '../../support/until.js';

const PARENTS = ['audit_entries', 'idempotency_answers', 'webhook_events', 'usage_events', 'usage_levels'];

describe('the partitions', () => {
  let database: TestDatabase;
  let client: Client;

  beforeEach(async () => {
    database = await cloneDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  const ensure = async (at: string): Promise<number> => {
    const { rows } = await client.query<{ made: number }>('SELECT ensure_partitions($1) AS made', [at]);
    return rows[0]?.made ?? 0;
  };
  const drop = async (before: string): Promise<number> => {
    const text = `SELECT drop_partitions('idempotency_answers', $1) AS dropped`;
    const { rows } = await client.query<{ dropped: number }>(text, [before]);
    return rows[0]?.dropped ?? 0;
  };
  const partitions = async (parent: string): Promise<Record<string, string>> => {
    const { rows } = await client.query<{ name: string; bounds: string }>(
      `SELECT c.relname AS name, pg_get_expr(relpartbound, c.oid) AS bounds
       FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid WHERE inhparent = $1::regclass ORDER BY 1`,
      [parent],
    );
    return Object.fromEntries(rows.map(({ name, bounds }) => [name, bounds]));
  };
  const answer = (at: string): Promise<unknown> =>
    client.query(
      `INSERT INTO idempotency_answers (created_at, id, installation_id, status, body, body_key_id)
       VALUES ($1, $2, 'icfg_1', 200, '', 'k1')`,
      [at, randomUUID()],
    );
  const entry = (at: string): Promise<unknown> =>
    client.query(
      `INSERT INTO audit_entries (at, id, actor_kind, action, details) VALUES ($1, $2, 'job', 'thing.done', '{}')`,
      [at, randomUUID()],
    );
  const webhook = (at: string): Promise<unknown> =>
    client.query(
      `INSERT INTO webhook_events (received_at, id, type, happened_at, installation_ids, body)
       VALUES ($1, $2, 'project.created', $1, '{}', '{}')`,
      [at, randomUUID()],
    );
  const used = async (at: string): Promise<unknown> => {
    const values = [at, randomUUID()];
    await client.query(
      `INSERT INTO usage_events (received_at, installation_id, event_digest, source, event_id, subject, meter, at, value)
       VALUES ($1, 'icfg_1', '', '/meters/1', $2, 'icfg_1', 'shop/compute', $1, 1)`,
      values,
    );
    return client.query(
      `INSERT INTO usage_levels (hour, installation_id, subject, meter, at, adjusts, value)
       VALUES ($1, 'icfg_1', $2, 'shop/storage', $1, false, 1)`,
      values,
    );
  };
  const placeOf = async (parent: string): Promise<readonly string[]> => {
    const { rows } = await client.query<{ place: string }>(`SELECT tableoid::regclass::text AS place FROM ${parent}`);
    return rows.map(({ place }) => place);
  };

  it('are there for this month and the two after it on a new database', async () => {
    for (const parent of PARENTS) expect(Object.keys(await partitions(parent))).toHaveLength(4);
    expect(await ensure(new Date().toISOString())).toBe(0);
  });

  it('are made for a year ahead, one per month without a gap, whatever the time zone of the session', async () => {
    await client.query(`SET timezone = 'America/New_York'`);
    for (let month = 0; month < 12; month += 1) await ensure(new Date(Date.UTC(2031, month, 1)).toISOString());
    await client.query(`SET timezone = 'UTC'`);
    for (const parent of PARENTS) {
      const made = Object.entries(await partitions(parent)).filter(([name]) => name >= `${parent}_2031`);
      const monthly = made.filter(([name]) => !name.endsWith('_rest'));
      expect(monthly).toHaveLength(14);
      expect(monthly[2]).toEqual([
        `${parent}_2031_03`,
        `FOR VALUES FROM ('2031-03-01 00:00:00+00') TO ('2031-04-01 00:00:00+00')`,
      ]);
    }
  });

  it('take the first and the last instant of their month', async () => {
    await ensure('2031-03-15');
    for (const at of ['2031-03-01T00:00:00Z', '2031-03-31T23:59:59.999999Z', '2031-04-01T00:00:00Z']) await answer(at);
    const month = (name: string): string => `idempotency_answers_2031_${name}`;
    expect(await placeOf('idempotency_answers')).toEqual([month('03'), month('03'), month('04')]);
  });

  it('hold what came before its month was made, which is moved as soon as that is', async () => {
    await client.query(`SET timezone = 'America/New_York'`);
    for (const at of ['2031-03-05T00:00:00Z', '2031-03-31T23:00:00Z', '2033-01-01T00:00:00Z']) {
      await answer(at);
      await entry(at);
      await webhook(at);
      await used(at);
    }
    expect(await placeOf('audit_entries')).toEqual(Array(3).fill('audit_entries_rest'));
    expect(await ensure('2031-03-31T23:30:00Z')).toBe(15);
    for (const parent of PARENTS) {
      expect((await placeOf(parent)).toSorted()).toEqual([`${parent}_2031_03`, `${parent}_2031_03`, `${parent}_rest`]);
    }
  });

  it('are dropped only when their last instant is older, whatever the time zone of the session', async () => {
    await drop('2031-01-01T00:00:00Z');
    await ensure('2031-01-15');
    await ensure('2031-03-15');
    for (const month of ['01', '02', '03', '04']) await answer(`2031-${month}-28T12:00:00Z`);
    for (const zone of ['America/New_York', 'Pacific/Kiritimati', 'UTC']) {
      await client.query(`SET timezone = '${zone}'`);
      expect(await drop('2031-01-31T23:59:59Z')).toBe(0);
      expect(await drop('2031-03-31T23:59:59Z')).toBe(zone === 'America/New_York' ? 2 : 0);
    }
    expect(await placeOf('idempotency_answers')).toEqual([
      'idempotency_answers_2031_03',
      'idempotency_answers_2031_04',
    ]);
    expect(await drop('2031-04-01T00:00:00Z')).toBe(1);
  });

  it('lose what is older in the default one too', async () => {
    for (const at of ['2029-01-01T00:00:00Z', '2029-03-01T00:00:00Z']) await answer(at);
    await drop('2029-02-01T00:00:00Z');
    expect(await placeOf('idempotency_answers')).toEqual(['idempotency_answers_rest']);
  });

  it('of webhooks are dropped, too, by the instant at which they came', async () => {
    for (const at of ['2029-01-01T00:00:00Z', '2029-03-01T00:00:00Z']) await webhook(at);
    await ensure('2031-03-15');
    for (const month of ['03', '04']) await webhook(`2031-${month}-15T00:00:00Z`);
    await client.query(`SELECT drop_partitions('webhook_events', '2029-02-01T00:00:00Z')`);
    expect((await placeOf('webhook_events')).filter((place) => place.endsWith('_rest'))).toHaveLength(1);
    await client.query(`SELECT drop_partitions('webhook_events', '2031-04-15T00:00:00Z')`);
    expect(await placeOf('webhook_events')).toEqual(['webhook_events_2031_04']);
  });

  it('of the audit log are never dropped', async () => {
    await expect(client.query(`SELECT drop_partitions('audit_entries', now())`)).rejects.toThrow(/not a table/);
    await expect(client.query(`SELECT drop_partitions('installations', now())`)).rejects.toThrow(/not a table/);
  });

  it('are made once by callers that come at the same time', async () => {
    const others = await Promise.all([1, 2, 3].map(() => connected(database.url)));
    const made = await Promise.all(
      others.map((other) => other.query<{ made: number }>(`SELECT ensure_partitions('2031-03-15') AS made`)),
    );
    await Promise.all(others.map((other) => other.end()));
    expect(made.map(({ rows }) => rows[0]?.made ?? 0).toSorted((a, b) => a - b)).toEqual([0, 0, 15]);
  });

  it('are dropped and made for one table at a time, so that no two lock each other out', async () => {
    const other = new Client({ connectionString: database.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query(`SELECT drop_partitions('usage_events', now() - interval '1 year')`);
    const dropping = drop('2020-01-01');
    const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    await until(async () => (await other.query(waiting)).rowCount === 1);
    await other.query('COMMIT');
    expect(await dropping).toBe(0);
    await other.end();
  });
});

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
