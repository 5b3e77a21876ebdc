import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '../../../../platform/crypto/index.js';
import type { DriverResource } from '../../driver.port.js';
import { CutOffProxy } from '../../testing/cut-off-proxy.js';
import { resourceOf, soon } from '../../testing/driver-harness.js';
import { ordinaryAdmin, rowsOf, serverUrl, urlOf, type OrdinaryAdmin } from '../../testing/postgres-server.js';
import { PostgresDriver } from './postgres.driver.js';

const seed = Secret.of('seed');
const PIECES = `
  SELECT datname FROM pg_database WHERE starts_with(datname, $1)
  UNION ALL SELECT rolname FROM pg_roles WHERE starts_with(rolname, $1)`;

describe.each(['superuser', 'ordinary administrator'])('a connection of the %s that is lost', (kind) => {
  let admin: OrdinaryAdmin;
  let driver: PostgresDriver;
  beforeAll(async () => {
    admin = kind === 'superuser' ? { url: serverUrl(), drop: async () => undefined } : await ordinaryAdmin(serverUrl());
    driver = new PostgresDriver({ adminUrl: admin.url });
  });
  afterAll(async () => {
    await driver.close();
    await admin.drop();
  });

  /** Runs `work` with a connection that ends after so many messages; the number that it took when it came to its end. */
  async function interrupted(messages: number, work: (cut: PostgresDriver) => Promise<unknown>): Promise<number> {
    const proxy = await CutOffProxy.before(admin.url, messages);
    const cut = new PostgresDriver({ adminUrl: proxy.url });
    const isDone = await work(cut).then(
      () => true,
      () => false,
    );
    await proxy.close();
    await cut.close();
    return isDone ? proxy.passed.length : Infinity;
  }

  const pieces = (resource: DriverResource) => rowsOf(serverUrl(), PIECES, [resource.id]);

  it('at any message of a provision leaves what the next attempt finishes, and a deprovision removes', async () => {
    for (let messages = 1, needed = Infinity; messages <= needed; messages += 1) {
      const resource = resourceOf();
      needed = await interrupted(messages, (cut) => cut.provision(resource, seed, soon()));
      if (messages % 2 === 0) {
        const { secrets } = await driver.provision(resource, seed, soon());
        expect(await rowsOf(urlOf(secrets), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      }
      await driver.deprovision(resource, soon());
      expect(await pieces(resource)).toEqual([]);
    }
  });

  it('at any message of a deprovision leaves what the next attempt removes', async () => {
    for (let messages = 1, needed = Infinity; messages <= needed; messages += 1) {
      const resource = resourceOf();
      await driver.provision(resource, seed, soon());
      needed = await interrupted(messages, (cut) => cut.deprovision(resource, soon()));
      await driver.deprovision(resource, soon());
      expect(await pieces(resource)).toEqual([]);
    }
  });

  it('within the removal of a database leaves what the next attempt removes', async () => {
    const resource = resourceOf();
    await driver.provision(resource, seed, soon());
    await rowsOf(serverUrl(), 'UPDATE pg_database SET datconnlimit = -2 WHERE datname = $1', [resource.id]);
    await driver.deprovision(resource, soon());
    expect(await pieces(resource)).toEqual([]);
  });

  it('at any message of a suspension leaves what the next attempt finishes', async () => {
    const resource = resourceOf();
    const url = urlOf((await driver.provision(resource, seed, soon())).secrets);
    for (let messages = 1, needed = Infinity; messages <= needed; messages += 1) {
      needed = await interrupted(messages, (cut) => cut.suspend(resource, soon()));
      await driver.suspend(resource, soon());
      await expect(rowsOf(url, 'SELECT 1')).rejects.toThrow('not permitted to log in');
      await driver.resume(resource, soon());
      await rowsOf(url, 'SELECT 1');
    }
    await driver.deprovision(resource, soon());
  });

  it('at any message of a rotation, or of a revocation, leaves what the next attempt finishes', async () => {
    const resource = resourceOf();
    const first = urlOf((await driver.provision(resource, seed, soon())).secrets);
    for (let messages = 1, version = 2, needed = Infinity; messages <= needed; messages += 1, version += 1) {
      needed = await interrupted(messages, (cut) => cut.rotateSecrets(resource, seed, version, soon()));
      const url = urlOf((await driver.rotateSecrets(resource, seed, version, soon())).secrets);
      await rowsOf(url, 'SELECT 1');
    }
    for (let messages = 1, version = 2, needed = Infinity; messages <= needed; messages += 1, version += 1) {
      const url = urlOf((await driver.rotateSecrets(resource, seed, version, soon())).secrets);
      needed = await interrupted(messages, (cut) => cut.revokeSecrets(resource, version, soon()));
      await driver.revokeSecrets(resource, version, soon());
      await expect(rowsOf(url, 'SELECT 1')).rejects.toThrow();
    }
    expect(await rowsOf(first, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await driver.deprovision(resource, soon());
    expect(await pieces(resource)).toEqual([]);
  });
});

describe("the customer's password", () => {
  it('never reaches the server in the clear', async () => {
    const proxy = await CutOffProxy.before(serverUrl(), Infinity);
    const driver = new PostgresDriver({ adminUrl: proxy.url });
    const resource = resourceOf();
    const { secrets } = await driver.provision(resource, seed, soon());
    const password = new URL(urlOf(secrets)).password;
    const sent = Buffer.concat(proxy.passed).toString('latin1');
    expect(sent).toContain('SCRAM-SHA-256$4096:');
    expect(sent).not.toContain(password);
    await driver.deprovision(resource, soon());
    await driver.close();
    await proxy.close();
  });
});
