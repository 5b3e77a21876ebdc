import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { MemoryDriver } from '../../../src/modules/resources/adapters/memory/memory.driver.js';
import { startTestApp, type TestApp, type TestAppOptions } from '../test-app.js';
import { Tenant } from './tenant.js';

const CATALOGS = { resource: 'catalog.yaml', installation: 'installation-catalog.yaml' };

/** `billing` chooses the catalog of the memory product, `shipped` the real one with real databases. */
export interface ShopOptions extends Omit<TestAppOptions, 'catalog'> {
  readonly billing?: keyof typeof CATALOGS | 'shipped';
}

/** A server with tenants, and a way past it into its database. */
export class Shop {
  private constructor(
    readonly server: TestApp,
    private readonly database: pg.Pool,
  ) {}

  static async open({ billing = 'resource', ...options }: ShopOptions = {}): Promise<Shop> {
    const catalog = billing === 'shipped' ? {} : { catalog: new URL(CATALOGS[billing], import.meta.url).pathname };
    const server = await startTestApp({ ...catalog, ...options });
    const database = new pg.Pool({ connectionString: server.databaseUrl, application_name: 'stallholder-test' });
    database.on('error', () => undefined);
    return new Shop(server, database);
  }

  get driver(): MemoryDriver {
    return this.server.app.get(MemoryDriver, { strict: false });
  }

  /** A tenant under a fresh id that has not installed yet. */
  stranger(): Tenant {
    return new Tenant(this.server, `icfg_${randomBytes(12).toString('hex')}`);
  }

  tenant(): Promise<Tenant> {
    return this.stranger().install();
  }

  async sql<T extends pg.QueryResultRow = pg.QueryResultRow>(
    text: string,
    values: readonly unknown[] = [],
  ): Promise<T[]> {
    return (await this.database.query<T>(text, [...values])).rows;
  }

  /** Runs `work` while a transaction of ours holds what `locking` locks. */
  async whileHolding<T>(locking: string, values: readonly unknown[], work: () => Promise<T>): Promise<T> {
    const client = await this.database.connect();
    try {
      await client.query('BEGIN');
      await client.query(locking, [...values]);
      return await work();
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  /** What has been done for a tenant: its audit entries in order, and the calls that the driver got for its resources. */
  async effects(tenant: Tenant): Promise<{ readonly actions: string[]; readonly driver: string[] }> {
    const actions = await this.sql<{ action: string }>(
      'SELECT action FROM audit_entries WHERE installation_id = $1 ORDER BY at, action',
      [tenant.id],
    );
    const rows = await this.sql<{ id: string }>('SELECT id FROM resources WHERE installation_id = $1', [tenant.id]);
    const own = new Set(rows.map(({ id }) => id));
    const calls = this.driver.calls.filter(({ resourceId }) => own.has(resourceId));
    return { actions: actions.map(({ action }) => action), driver: calls.map(({ operation }) => operation) };
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.server.stop();
  }
}
