import pg from 'pg';
import { ordinaryAdmin, rowsOf, serverUrl } from '../../../src/modules/resources/testing/postgres-server.js';

/** Databases and roles that were made as one administrator, by the id of the resource they are for. */
const PIECES = `
  WITH made AS (SELECT m.roleid FROM pg_auth_members m JOIN pg_roles a ON a.oid = m.member WHERE a.rolname = $1)
  SELECT datname AS name, 'database' AS kind FROM pg_database WHERE datdba IN (SELECT roleid FROM made)
  UNION SELECT rolname, 'role' FROM pg_roles WHERE oid IN (SELECT roleid FROM made) ORDER BY 1`;

interface Piece {
  readonly name: string;
  readonly kind: 'database' | 'role';
}

/** The run's server as the product of one test alone: what it holds was all made as its own administrator. */
export class ProductServer {
  private constructor(
    readonly url: string,
    private readonly dropAdmin: () => Promise<void>,
  ) {}

  static async open(): Promise<ProductServer> {
    const admin = await ordinaryAdmin(serverUrl());
    return new ProductServer(admin.url, admin.drop);
  }

  /** Everything that stands, whole or in part. */
  async pieces(): Promise<readonly Piece[]> {
    return (await rowsOf(serverUrl(), PIECES, [new URL(this.url).username])) as Piece[];
  }

  /** The databases that stand; each is named as its resource. */
  async databases(): Promise<readonly string[]> {
    return (await this.pieces()).filter(({ kind }) => kind === 'database').map(({ name }) => name);
  }

  async close(): Promise<void> {
    for (const { name, kind } of await this.pieces()) {
      const options = kind === 'database' ? ' WITH (FORCE)' : '';
      await rowsOf(serverUrl(), `DROP ${kind} IF EXISTS ${pg.escapeIdentifier(name)}${options}`);
    }
    await this.dropAdmin();
  }
}
