import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../../platform/database/embedded/index.js';
import { soon } from '../../testing/driver-harness.js';
import { PostgresFixture } from '../../testing/postgres-fixture.js';
import { ordinaryAdmin, rowsOf, urlAs } from '../../testing/postgres-server.js';

/** A server of its own: what is closed here would be closed to every test beside it. */
describe('a server made ready for customers', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'stallholder-driver-'));
  let server: EmbeddedPostgres;
  let fixture: PostgresFixture;
  beforeAll(async () => {
    server = await startEmbeddedPostgres({ directory, durability: 'none' });
    fixture = new PostgresFixture({ adminUrl: server.url });
    await rowsOf(server.url, `CREATE ROLE clerk LOGIN PASSWORD 'clerk'`);
  });
  afterAll(async () => {
    await fixture.close();
    await server.stop();
    for (const each of [server.directory, directory]) rmSync(each, { recursive: true, force: true });
  });

  const databases = ['postgres', 'template1', 'stallholder'];

  it('tells an administrator without superuser which databases another must close', async () => {
    const admin = await ordinaryAdmin(server.url);
    const modest = new PostgresFixture({ adminUrl: admin.url });
    expect(await modest.driver.prepareServer(soon())).toEqual({ closed: [], stillOpen: databases.toSorted() });
    await modest.close();
    await admin.drop();
  });

  it('opens none of its other databases to a customer, and all of them to the logins that were there', async () => {
    const { url } = await fixture.tenant();
    await rowsOf(urlAs(url, { database: 'stallholder' }), 'SELECT 1');
    expect(await fixture.driver.prepareServer(soon())).toEqual({ closed: databases.toSorted(), stillOpen: [] });
    const clerk = urlAs(server.url, { user: 'clerk', password: 'clerk' });
    for (const database of databases) {
      await expect(rowsOf(urlAs(url, { database }), 'SELECT 1')).rejects.toThrow('permission denied for database');
      expect(await rowsOf(urlAs(clerk, { database }), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    }
    await expect(rowsOf(urlAs(url, { database: 'template0' }), 'SELECT 1')).rejects.toThrow();
  });

  it('has nothing left to close the second time, and can be made ready by three processes at once', async () => {
    await rowsOf(server.url, 'CREATE DATABASE later');
    const others = [0, 1, 2].map(() => new PostgresFixture({ adminUrl: server.url }));
    const answers = await Promise.all(others.map(({ driver }) => driver.prepareServer(soon())));
    expect(answers.flatMap(({ closed }) => closed)).toEqual(['later']);
    await Promise.all(others.map((each) => each.close()));
    expect(await fixture.driver.prepareServer(soon())).toEqual({ closed: [], stillOpen: [] });
  });

  it("takes back what a customer gave everybody on the customer's own database", async () => {
    const generous = await fixture.tenant();
    const name = generous.resource.id;
    await rowsOf(generous.url, `GRANT CONNECT ON DATABASE "${name}" TO PUBLIC`);
    expect(await fixture.driver.prepareServer(soon())).toEqual({ closed: [name], stillOpen: [] });
    const clerk = urlAs(server.url, { user: 'clerk', password: 'clerk', database: name });
    await expect(rowsOf(clerk, 'SELECT 1')).rejects.toThrow('permission denied for database');
  });
});
