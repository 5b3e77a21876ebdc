import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { cloneDatabase, type TestDatabase } from '../postgres/index.js';
import { auditStatements, RECORD_DIRECTORY, recordedStatements, recordStatements, tenantTablesOf } from './index.js';

const APPLICATION = 'recorded-application';

describe('the recorder', () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'statements-'));
  const before = process.env[RECORD_DIRECTORY];
  let database: TestDatabase;

  beforeAll(async () => {
    database = await cloneDatabase();
    process.env[RECORD_DIRECTORY] = directory;
    recordStatements(APPLICATION);
    recordStatements(APPLICATION);
  });

  afterAll(async () => {
    if (before === undefined) delete process.env[RECORD_DIRECTORY];
    else process.env[RECORD_DIRECTORY] = before;
    await database.drop();
    rmSync(directory, { recursive: true });
  });

  it('keeps what the pool of the app runs, however it is handed over', async () => {
    const source = new DataSource({ type: 'postgres', url: database.url, applicationName: APPLICATION });
    await source.initialize();
    await source.query('SELECT 1 AS raw');
    await source.query('SELECT 1 AS raw');
    await source.createQueryBuilder().select('id').from('resources', 'r').where('r.id = :id', { id: 'x' }).getRawMany();
    await source.destroy();
    const statements = [...recordedStatements(directory)];
    expect(statements.filter((text) => text === 'SELECT 1 AS raw')).toHaveLength(1);
    const { findings } = auditStatements(statements, await tenantTablesOf(database.url));
    expect(findings).toEqual([expect.objectContaining({ table: 'resources' })]);
  });

  it('leaves out what the tests themselves ask', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query({ text: 'SELECT 2 AS asserted' });
    await client.end();
    expect(recordedStatements(directory)).not.toContain('SELECT 2 AS asserted');
  });

  it('knows the tables of tenants from the schema', async () => {
    const tables = await tenantTablesOf(database.url);
    expect([...tables]).toEqual(expect.arrayContaining(['installations', 'resources', 'resource_credentials']));
    expect(tables).not.toContain('schema_migrations');
  });
});
