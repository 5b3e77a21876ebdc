import { randomBytes } from 'node:crypto';
import { markOf } from '../adapters/postgres/linked/importable-databases.js';
import type { InstanceOwner } from '../importing.port.js';
import { insist, rowsOf, serverUrl, urlAs } from './postgres-server.js';

/** A database that a customer had before we came: his own role owns it, and the provider has marked whose that is. */
export class OwnedDatabase {
  private constructor(
    readonly name: string,
    readonly role: string,
    /** The customer's own way in. */
    readonly url: string,
  ) {}

  /** `admin` is who may hand its role on; without an owner the role carries no mark. */
  static async make(owner: InstanceOwner | null, admin: string | null = null): Promise<OwnedDatabase> {
    const name = `own_${randomBytes(8).toString('hex')}`;
    const role = `${name}_role`;
    await rowsOf(serverUrl(), `CREATE ROLE ${role} LOGIN PASSWORD 'own'`);
    await rowsOf(serverUrl(), `CREATE DATABASE ${name} OWNER ${role}`);
    await insist(serverUrl(), `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    if (owner !== null) await rowsOf(serverUrl(), `COMMENT ON ROLE ${role} IS '${markOf(owner)}'`);
    if (admin !== null) await insist(serverUrl(), `GRANT ${role} TO ${admin} WITH ADMIN OPTION`);
    const own = new OwnedDatabase(name, role, urlAs(serverUrl(), { database: name, user: role, password: 'own' }));
    await rowsOf(own.url, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('mine')");
    return own;
  }

  /** How many roles act as the customer's own. */
  async members(): Promise<number> {
    const text = 'SELECT 1 FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid WHERE r.rolname = $1';
    return (await rowsOf(serverUrl(), text, [this.role])).length;
  }

  async drop(): Promise<void> {
    await rowsOf(serverUrl(), `DROP DATABASE IF EXISTS ${this.name} WITH (FORCE)`);
    await insist(serverUrl(), `DROP OWNED BY ${this.role}; DROP ROLE ${this.role}`);
  }
}
