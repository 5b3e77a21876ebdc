import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { withClient } from './admin.js';
import { cloneTemplate, type TestDatabase } from './clone.js';
import { cloneDatabase } from './index.js';

describe('a cloned test database', () => {
  let first: TestDatabase;
  let second: TestDatabase;

  beforeAll(async () => {
    [first, second] = await Promise.all([cloneDatabase(), cloneDatabase()]);
  });

  afterAll(async () => {
    await Promise.all([first.drop(), second.drop()]);
  });

  it('has the schema of the app', async () => {
    const tables = await withClient(first.url, (client) =>
      client.query("SELECT 1 FROM information_schema.tables WHERE table_name = 'installations'"),
    );
    expect(tables.rowCount).toBe(1);
  });

  it('shows nothing of what was written into another one', async () => {
    await withClient(first.url, (client) => client.query('CREATE TABLE only_here (id int)'));
    await expect(withClient(second.url, (client) => client.query('TABLE only_here'))).rejects.toThrow(/does not exist/);
  });

  it('is dropped although a session is open on it', async () => {
    const database = await cloneDatabase();
    const session = new Client({ connectionString: database.url });
    const end = new Promise<void>((resolve) => session.once('end', resolve));
    session.on('error', () => undefined);
    await session.connect();
    await database.drop();
    await end;
    await expect(withClient(database.url, (client) => client.query('SELECT 1'))).rejects.toThrow(/does not exist/);
  });

  it('is made without migrating again', async () => {
    let migrations = 0;
    const database = await cloneTemplate(async () => {
      migrations += 1;
    });
    await database.drop();
    expect(migrations).toBe(0);
  });
});
