import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildOnce, ROOT } from '../support/built.js';
import { emptyDatabase, type TestDatabase } from '../support/postgres/index.js';
import { type Ended, runNode } from '../support/run-node.js';

describe('npm run migrate', () => {
  const elsewhere = mkdtempSync(path.join(os.tmpdir(), 'stallholder-migrate-'));
  let database: TestDatabase;

  beforeAll(async () => {
    await buildOnce();
    database = await emptyDatabase();
  }, 120_000);
  afterAll(async () => {
    await database.drop();
    rmSync(elsewhere, { recursive: true });
  });

  /** In an empty directory, so that no developer's .env takes part. */
  function migrate(env: Readonly<Record<string, string>>): Promise<Ended> {
    return runNode([path.join(ROOT, 'dist/src/migrate.js')], { cwd: elsewhere, env });
  }

  it('names what it applied to an empty database, and the second time has nothing to do', async () => {
    const first = await migrate({ DATABASE_URL: database.url });
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^Applied \d+ migrations:\n( {2}\w+\d{13}\n)+$/);
    const second = await migrate({ DATABASE_URL: database.url });
    expect(second).toMatchObject({ code: 0, stdout: 'Nothing to migrate: the database is up to date.\n' });
  });

  it('refuses without DATABASE_URL', async () => {
    const refused = await migrate({});
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('DATABASE_URL must be set');
  });

  it('migrates under the owner of MIGRATION_DATABASE_URL', async () => {
    const nobody = new URL(database.url);
    nobody.username = 'no_such_owner';
    const refused = await migrate({ DATABASE_URL: database.url, MIGRATION_DATABASE_URL: nobody.href });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('no_such_owner');
  });

  it.each([
    ['is at no server', 'postgres://u:the-password@127.0.0.1:1/nothing', 'ECONNREFUSED'],
    ['cannot be read', 'mysql://u:the-password@127.0.0.1/nothing', 'DATABASE_URL must be a postgres:// URL'],
  ])('says in one line why an address that %s was not migrated, and not the password', async (_, url, words) => {
    const refused = await migrate({ DATABASE_URL: url });
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain(words);
    expect(refused.stderr).not.toMatch(/the-password|\n\s+at /);
  });
});
