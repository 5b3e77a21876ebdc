import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { DriverUnavailable } from '../../driver.errors.js';
import { soon } from '../../testing/driver-harness.js';
import { PostgresFixture, textOf, type Tenant } from '../../testing/postgres-fixture.js';
import { rowsOf, serverUrl } from '../../testing/postgres-server.js';

const LIMITS = { consoleRows: 50, consoleBytes: 32 * 1024 };
const RUNNING = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = $1 AND state = 'active'`;

/** Cannot be cancelled: it catches that, and goes on. */
const STUBBORN = `DO $$ BEGIN LOOP
  BEGIN PERFORM pg_sleep(10); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$`;

describe('the console', () => {
  const fixture = new PostgresFixture({ adminUrl: serverUrl(), limits: LIMITS });
  const hasty = new PostgresFixture({ adminUrl: serverUrl(), limits: { consoleTimeoutMs: 200 } });
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await fixture.tenant();
  });
  afterAll(async () => {
    await hasty.close();
    await fixture.close();
  });

  const shown = async (input: string) => textOf(await fixture.console(tenant, input));

  async function idle(): Promise<void> {
    while (JSON.stringify(await rowsOf(serverUrl(), RUNNING, [tenant.resource.id])) !== '[{"n":0}]') await delay(10);
  }

  it('shows rows as a table, with NULL unlike the text NULL', async () => {
    expect(await fixture.console(tenant, `SELECT 1 AS a, NULL AS b, 'NULL' AS c, true AS d;`)).toEqual([
      {
        type: 'table',
        header: ['a', 'b', 'c', 'd'].map((text) => ({ type: 'text', text, bold: true })),
        rows: [
          [
            { type: 'text', text: '1' },
            { type: 'text', text: 'NULL', italic: true, color: '#888888' },
            { type: 'text', text: 'NULL' },
            { type: 'text', text: 't' },
          ],
        ],
      },
      { type: 'paragraph', children: [{ type: 'text', text: '(1 row)' }] },
    ]);
  });

  it('tells what a statement did, and what the server remarked', async () => {
    expect(await shown('CREATE TABLE w (id int PRIMARY KEY)')).toBe('CREATE TABLE');
    expect(await shown('INSERT INTO w VALUES (1), (2)')).toBe('INSERT 0 2');
    expect(await shown('INSERT INTO w VALUES (3) RETURNING id')).toBe('id\n3\nINSERT 0 1');
    expect(await shown('CREATE TABLE IF NOT EXISTS w (id int)')).toContain('NOTICE: relation "w" already exists');
    expect(await shown('SELECT FROM w WHERE false')).toBe('(0 rows)');
    expect(await shown('')).toBe('No statement');
    expect(await shown('-- nothing')).toBe('No statement');
  });

  it('runs what allows no transaction around it', async () => {
    expect(await shown('VACUUM w')).toBe('VACUUM');
  });

  it('says where a statement is wrong, in red', async () => {
    expect(await fixture.refusal(tenant, "SELECT 'ü',\n nowhere")).toBe(
      'ERROR: column "nowhere" does not exist\nLINE 2',
    );
    expect(await fixture.refusal(tenant, `SELECT $1`)).toContain('ERROR');
    expect(await fixture.refusal(tenant, 'SELECT 1; SELECT 2')).toContain('cannot insert multiple commands');
    expect(await fixture.refusal(tenant, 'SELECT 1\0; DROP TABLE w')).toContain('zero character');
  });

  it('cuts the rows at the limit and says so, while the statement takes full effect', async () => {
    const text = await shown('CREATE TABLE many AS SELECT 1').then(() =>
      shown('INSERT INTO many SELECT generate_series(1, 1000) RETURNING *'),
    );
    expect(text.split('\n')).toHaveLength(1 + 50 + 1);
    expect(text).toContain('Output truncated: only the first 50 rows shown.');
    expect(await shown('SELECT count(*) FROM many')).toContain('1001');
  });

  it('does not wait for the end of a result that it cuts', async () => {
    expect(await shown('SELECT generate_series(1, 1000000000)')).toContain('Output truncated');
  });

  it('cuts the rows at the bytes, and long values', async () => {
    expect(await shown(`SELECT repeat('x', 5000) FROM generate_series(1, 20)`)).toContain(
      'only the first 6 rows shown',
    );
    expect(await shown(`SELECT repeat('x', 20000)`)).toMatch(/x… \(20000 characters\)\n\(1 row\)$/);
  });

  it('takes in no value that is too large, and undoes what returned it', async () => {
    const huge = `INSERT INTO w VALUES (99) RETURNING repeat('x', 50000000)`;
    expect(await fixture.refusal(tenant, huge)).toContain('too large');
    await idle();
    expect(await shown('SELECT * FROM w WHERE id = 99')).toContain('(0 rows)');
  });

  it('bounds the remarks as well', async () => {
    const flood = `DO $$ BEGIN FOR i IN 1..200 LOOP RAISE NOTICE '%', i; END LOOP; END $$`;
    expect((await shown(flood)).split('\n')).toHaveLength(50 + 1);
    expect(await fixture.refusal(tenant, `DO $$ BEGIN LOOP RAISE NOTICE 'x'; END LOOP; END $$`)).toContain('ERROR');
  });

  it('takes no COPY through the connection', async () => {
    expect(await fixture.refusal(tenant, 'COPY w FROM STDIN')).toContain('not available here');
    expect(await fixture.refusal(tenant, 'COPY w TO STDOUT')).toContain('not available here');
  });

  it('stops a statement at its time-out', async () => {
    expect(await hasty.refusal(tenant, 'SELECT pg_sleep(60)')).toContain('took too long');
  });

  it('ends a statement that lets nobody cancel it', async () => {
    expect(await hasty.refusal(tenant, STUBBORN)).toContain('took too long');
    await idle();
  });

  it("ends the session when the caller's deadline passes", async () => {
    const call = { signal: AbortSignal.timeout(100) };
    const command = { input: STUBBORN, mode: 'read-write' } as const;
    await expect(fixture.driver.repl(tenant.resource, command, call)).rejects.toThrow(DriverUnavailable);
    await idle();
  });

  it('serves several at once', async () => {
    const texts = await Promise.all(['1', '2', '3', '4'].map((n) => shown(`SELECT ${n}`)));
    expect(texts.map((text) => text.split('\n')[1])).toEqual(['1', '2', '3', '4']);
  });

  it('writes as the owner, with no setting of the customer in the way', async () => {
    const name = tenant.resource.id;
    await rowsOf(
      tenant.url,
      `ALTER DATABASE "${name}" SET role TO none; ALTER DATABASE "${name}" SET client_encoding TO latin1`,
    );
    await rowsOf(tenant.url, `ALTER DATABASE "${name}" SET statement_timeout TO 1`);
    expect(await shown(`SELECT current_user, 'ü€' AS text`)).toContain(`${name}_owner | ü€`);
    await fixture.driver.suspend(tenant.resource, soon());
    await fixture.driver.resume(tenant.resource, soon());
  });
});
