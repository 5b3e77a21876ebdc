import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { MemoryDriver } from '../../../src/modules/resources/adapters/memory/memory.driver.js';
import { OUTSTANDING_JOBS } from '../outstanding-jobs.js';
import { startTestApp, type TestApp, type TestAppOptions } from '../test-app.js';
import { ProductServer } from './product-server.js';
import { Tenant } from './tenant.js';
import { until } from '../until.js';

const CATALOGS = {
  resource: 'catalog.yaml',
  installation: 'installation-catalog.yaml',
  metered: 'metered-catalog.yaml',
  priced: 'priced-catalog.yaml',
  prepaid: 'prepaid-catalog.yaml',
  'prepaid-installation': 'prepaid-installation-catalog.yaml',
};

const BLOCKED = `SELECT 1 FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'stallholder' AND wait_event_type = 'Lock' LIMIT 1`;

/** `billing` chooses the catalog of the memory product; `product` sells real databases of the shipped catalog instead. */
export interface ShopOptions extends Omit<TestAppOptions, 'catalog'> {
  readonly billing?: keyof typeof CATALOGS;
  readonly product?: ProductServer;
}

/** A server with tenants, and a way past it into its database. */
export class Shop {
  private constructor(
    readonly server: TestApp,
    private readonly database: pg.Pool,
  ) {}

  static async open({ billing = 'resource', product, ...options }: ShopOptions = {}): Promise<Shop> {
    const sold =
      product === undefined
        ? { catalog: fileURLToPath(new URL(CATALOGS[billing], import.meta.url)) }
        : { env: { POSTGRES_DRIVER_URL: product.url } };
    const server = await startTestApp({ ...options, ...sold, env: { ...options.env, ...sold.env } });
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

  /** Resolves once a statement of the server waits for a lock that somebody holds. */
  async untilBlocked(): Promise<void> {
    await until(async () => (await this.sql(BLOCKED)).length > 0);
  }

  /** Resolves when no job is left that could run now. */
  async settled(): Promise<void> {
    await until(async () => (await this.sql(OUTSTANDING_JOBS)).length === 0);
  }

  /** Every resource of the tenant that is or was, with its state. */
  resources(tenant: Tenant): Promise<{ id: string; state: string; name: string; plan_id: string }[]> {
    return this.sql('SELECT id, state, name, plan_id FROM resources WHERE installation_id = $1 ORDER BY created_at', [
      tenant.id,
    ]);
  }

  /** What has been done for a tenant: its audit entries in order, and the calls that the driver got for its resources. */
  async effects(tenant: Tenant): Promise<{ readonly actions: string[]; readonly driver: string[] }> {
    const actions = await this.sql<{ action: string }>(
      'SELECT action FROM audit_entries WHERE installation_id = $1 ORDER BY at, action',
      [tenant.id],
    );
    const own = new Set((await this.resources(tenant)).map(({ id }) => id));
    const calls = this.driver.calls.filter(({ resourceId }) => own.has(resourceId));
    return { actions: actions.map(({ action }) => action), driver: calls.map(({ operation }) => operation) };
  }

  async close(): Promise<void> {
    await this.database.end();
    await this.server.stop();
  }
}
