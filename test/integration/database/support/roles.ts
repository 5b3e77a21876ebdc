import { randomBytes } from 'node:crypto';
import { databaseUrl, dropDatabases, withClient } from '../../../support/postgres/admin.js';
import { cloneName } from '../../../support/postgres/names.js';
import { serverUrl } from './server-url.js';

/** A database with an owner who is no superuser, and a second role that may do nothing but connect to it. */
export interface OwnedDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly adminUrl: string;
  readonly appRole: string;
  drop(): Promise<void>;
}

/** Makes both roles and the database. */
export async function ownedDatabase(): Promise<OwnedDatabase> {
  const server = serverUrl();
  const name = cloneName(process.env['TEST_RUN'] ?? 'alone');
  const [owner, app, password] = [`${name}_owner`, `${name}_app`, randomBytes(12).toString('hex')];
  await withClient(server, async (client) => {
    for (const role of [owner, app]) await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    await client.query(`CREATE DATABASE ${name} OWNER ${owner} TEMPLATE template0`);
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${app}`);
  });
  const as = (role: string): string =>
    Object.assign(new URL(databaseUrl(server, name)), { username: role, password }).href;
  return {
    ownerUrl: as(owner),
    appUrl: as(app),
    adminUrl: databaseUrl(server, name),
    appRole: app,
    drop: () => withClient(server, (client) => drop(client, name, [owner, app])),
  };
}

async function drop(client: Parameters<typeof dropDatabases>[0], name: string, roles: readonly string[]) {
  await dropDatabases(client, [name]);
  for (const role of roles) await client.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
}
