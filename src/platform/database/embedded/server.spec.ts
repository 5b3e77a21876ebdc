import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import path from 'node:path';
import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { Client } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './index.js';

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<T[]>({ text: sql, rowMode: 'array' });
    return rows.flat(1);
  } finally {
    await client.end();
  }
}

describe('an embedded PostgreSQL', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'embedded-postgres-'));
  let server: EmbeddedPostgres;

  const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ directory, durability: 'none' });

  beforeAll(async () => {
    server = await start();
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('serves the database of the app to its superuser', async () => {
    const sql = "SELECT current_database(), current_user::text, current_setting('is_superuser')";
    expect(await ask(server.url, sql)).toEqual(['stallholder', 'app', 'on']);
  });

  it('is PostgreSQL 18 with room for the connections and locks of the app, in UTC', async () => {
    const names = ['server_version_num', 'max_connections', 'max_locks_per_transaction', 'TimeZone', 'server_encoding'];
    const [version, ...settings] = await ask<string>(
      server.url,
      `SELECT ${names.map((name) => `current_setting('${name}')`).join()}`,
    );
    expect(version).toMatch(/^18/);
    expect(settings).toEqual(['200', '256', 'UTC', 'UTF8']);
  });

  it('refuses a wrong password, which it knows only as a SCRAM verifier', async () => {
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
    const [verifier] = await ask<string>(server.url, "SELECT rolpassword FROM pg_authid WHERE rolname = 'app'");
    expect(verifier).toMatch(/^SCRAM-SHA-256/);
  });

  it('listens on the loopback interface alone', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    for (const { address } of others.filter(({ internal, family }) => !internal && family === 'IPv4')) {
      await expect(once(connect(server.port, address), 'connect')).rejects.toThrow('ECONNREFUSED');
    }
    expect(await ask(server.url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await ask(server.url, 'SHOW unix_socket_directories')).toEqual(['']);
  });

  it('is joined by a second start, which cannot stop it', async () => {
    const joined = await start();
    expect(joined).toMatchObject({ url: server.url, pid: server.pid, startedHere: false });
    await joined.stop();
    expect(await ask(server.url, 'SELECT 1')).toEqual([1]);
  });

  it('keeps data and address from start to start', async () => {
    const { url } = server;
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.stop();
    await expect(ask(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    server = await start();
    expect(server.url).toBe(url);
    expect(await ask(url, 'TABLE kept')).toEqual([42]);
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const { port } = server;
    await server.stop();
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    server = await start();
    squatter.close();
    expect(server.port).not.toBe(port);
    expect(await ask(server.url, 'SELECT 1')).toEqual([1]);
  });

  it('brings the database of the app back when somebody dropped it', async () => {
    await ask(server.url.replace(/stallholder$/, 'postgres'), 'DROP DATABASE stallholder WITH (FORCE)');
    await start();
    expect(await ask(server.url, 'SELECT current_database()')).toEqual(['stallholder']);
  });
});
