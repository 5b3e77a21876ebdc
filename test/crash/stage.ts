import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { VercelSimulator } from '#libs/vercel-simulator';
import { buildOnce } from '../support/built.js';
import { type BuiltServer, startBuiltServer } from '../support/built-server.js';
import { FreezingProxy } from '../support/freezing-proxy.js';
import { cloneDatabase, type TestDatabase } from '../support/postgres/index.js';
import { ProductServer, Tenant } from '../support/shop/index.js';
import { testEnvironment } from '../support/test-environment.js';

const JUMP = 'UPDATE clock_offsets SET offset_ms = offset_ms + $1::bigint * 1000';
const EXPIRE_CLAIMS = `UPDATE idempotency_keys SET claimed_until = now() - interval '1 second' WHERE answer_id IS NULL`;

/** Built servers that can be killed at a statement, over one database and one product. */
export class Stage {
  /** The server that takes the calls of Vercel; it runs no jobs, so that the statements are those of the calls alone. */
  private api: BuiltServer | undefined;

  private constructor(
    private readonly database: TestDatabase,
    private readonly pool: pg.Pool,
    private readonly vercel: VercelSimulator,
    readonly product: ProductServer,
    /** Before the database of the server that takes the calls, and before its product. */
    readonly ledger: FreezingProxy,
    readonly driver: FreezingProxy,
  ) {}

  static async open(): Promise<Stage> {
    await buildOnce();
    const [database, product] = [await cloneDatabase(), await ProductServer.open()];
    const vercel = await VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'secret', slug: 'acme' });
    const proxies = [await FreezingProxy.before(database.url), await FreezingProxy.before(product.url)] as const;
    const pool = new pg.Pool({ connectionString: database.url, application_name: 'stallholder-test' });
    pool.on('error', () => undefined);
    return new Stage(database, pool, vercel, product, ...proxies);
  }

  /** A tenant that has installed and bought a first resource, so that every connection that its calls need stands. */
  async tenant(): Promise<Tenant> {
    this.api ??= await this.start('api', { database: this.ledger.url, product: this.driver.url });
    const { vercel } = this;
    const url = (): string => this.api?.url ?? 'http://127.0.0.1:1';
    const tenant = new Tenant(
      {
        vercel,
        get url() {
          return url();
        },
      },
      `icfg_${randomBytes(12).toString('hex')}`,
    );
    await tenant.install();
    await tenant.buy({ product: 'postgres', plan: 'pro', name: 'first' });
    return tenant;
  }

  /** Kills the server that takes the calls. */
  async killApi(): Promise<void> {
    await this.api?.kill();
    this.api = undefined;
    this.ledger.cut();
    this.driver.cut();
  }

  /** A new server takes the calls; what its predecessor had claimed is free. */
  async replaceApi(): Promise<void> {
    this.api = await this.start('api', { database: this.ledger.url, product: this.driver.url });
    await this.sql(EXPIRE_CLAIMS);
  }

  /** A server beside it that runs the jobs, with a way of its own to the database and the product. */
  startWorker(): Promise<BuiltServer> {
    return this.start('all', { database: this.database.url, product: this.product.url });
  }

  /** Moves the clock of all servers that start from here on. */
  async advance(seconds: number): Promise<void> {
    await this.sql(JUMP, [seconds]);
  }

  async sql(text: string, values: readonly unknown[] = []): Promise<pg.QueryResultRow[]> {
    return (await this.pool.query<pg.QueryResultRow>(text, [...values])).rows;
  }

  async close(): Promise<void> {
    await this.killApi();
    await Promise.all([this.ledger.close(), this.driver.close(), this.vercel.stop(), this.pool.end()]);
    await this.product.close();
    await this.database.drop();
  }

  private start(role: 'api' | 'all', at: { database: string; product: string }): Promise<BuiltServer> {
    return startBuiltServer({
      ...testEnvironment(at.database, this.vercel),
      LOG_LEVEL: 'info',
      SERVICE_ROLE: role,
      POSTGRES_DRIVER_URL: at.product,
    });
  }
}
