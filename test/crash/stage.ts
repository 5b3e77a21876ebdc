import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { NoAnswer, VercelSimulator } from '#libs/vercel-simulator';
import { buildOnce } from '../support/built.js';
import { type BuiltServer, compileCache, startBuiltServer } from '../support/built-server.js';
import { OUTSTANDING_JOBS } from '../support/outstanding-jobs.js';
import { cloneDatabase, type TestDatabase } from '../support/postgres/index.js';
import { ProductServer } from '../support/shop/index.js';
import { testEnvironment } from '../support/test-environment.js';
import { until } from '../support/until.js';
import { callAs, METER, type OwnCall } from './own-side.js';
import { elapse, elapseForClaims } from './time.js';
import { Gate } from './wire/gate.js';
import { HttpTap } from './wire/http-tap.js';
import { PostgresTap } from './wire/postgres-tap.js';

/** More than a claim lasts that is not extended. */
const CLAIM_SECONDS = 10;

const TESTS = 'stallholder-test';

/** Sessions that a killed server has left, until PostgreSQL has noticed. */
const LEFT_BEHIND = `SELECT 1 FROM pg_stat_activity
  WHERE application_name IN ('stallholder', 'stallholder-jobs') AND (datname = current_database() OR usename = $1)`;

/** Every periodic job with the slot that was placed last. */
const LAST_TICKS = 'SELECT name, max(slot) AS slot FROM tick_slots GROUP BY name';
const RECONCILER = 'resources.reconcile';

/** Nobody waits for what may still be told of usage. */
const SETTINGS = {
  USAGE_API_KEYS: `meter:${METER}`,
  INVOICE_GRACE_SECONDS: '0',
  FINAL_USAGE_GRACE_SECONDS: '0',
  CATALOG_FILE: fileURLToPath(new URL('catalog.yaml', import.meta.url)),
};

interface Parts {
  readonly database: TestDatabase;
  readonly pool: pg.Pool;
  readonly queue: PgBoss;
  readonly taps: { readonly database: PostgresTap; readonly product: PostgresTap; readonly vercel: HttpTap };
}

/** One built server behind taps on every line that it has to the outside, over one database and one product. */
export class Stage {
  private server: BuiltServer | undefined;
  private ticked = new Map<string, Date>();

  private constructor(
    readonly gate: Gate,
    readonly vercel: VercelSimulator,
    readonly product: ProductServer,
    private readonly parts: Parts,
  ) {}

  static async open(): Promise<Stage> {
    await buildOnce();
    const gate = new Gate();
    const [database, product] = [await cloneDatabase(), await ProductServer.open()];
    const client = { clientId: 'oac_test', clientSecret: 'client-secret-of-the-tests', slug: 'acme' };
    const vercel = await VercelSimulator.start({ ...client, retry: { attempts: 1 } });
    const taps = {
      database: await PostgresTap.before(database.url, { gate, channel: 'database', attribution: 'named' }),
      product: await PostgresTap.before(product.url, { gate, channel: 'product', attribution: 'all' }),
      vercel: await HttpTap.before(vercel.url, gate, 'vercel'),
    };
    const pool = new pg.Pool({ connectionString: database.url, application_name: TESTS });
    pool.on('error', () => undefined);
    const stage = new Stage(gate, vercel, product, { database, pool, queue: supervisor(database.url), taps });
    await stage.parts.queue.start();
    if (!existsSync(compileCache())) await stage.stopOnce();
    await stage.start();
    return stage;
  }

  /** Ends all connections of the server, which lives on; what stood still on them never arrives. */
  cut(): void {
    const { database, product, vercel } = this.parts.taps;
    for (const tap of [database, product, vercel]) tap.cut();
    this.gate.open();
  }

  /** Kills the server as a power cut does; what stood still on its lines never arrives. */
  async kill(): Promise<void> {
    await this.server?.kill();
    this.server = undefined;
    this.cut();
    const user = new URL(this.product.url).username;
    await until(async () => (await this.sql(LEFT_BEHIND, [user])).length === 0);
  }

  /** Another server takes the place of the killed one so many seconds later, for Vercel as for everybody. */
  async restartAfter(seconds: number): Promise<void> {
    this.vercel.clock.advance(`PT${seconds}S`);
    await elapse(this.parts.pool, this.parts.queue, seconds);
    this.ticked = await this.lastTicks();
    await this.start();
  }

  /** Lets what a request had claimed become free, should it not have been able to let go of it. */
  freeClaims(): Promise<void> {
    return elapseForClaims(this.parts.pool, CLAIM_SECONDS);
  }

  /** A server beside it that Vercel calls from here on, and whose lines nobody holds up. */
  async startBeside(): Promise<BuiltServer> {
    const { database } = this.parts;
    const beside = await startBuiltServer(this.environment(database.url, this.product.url, this.vercel.url));
    this.vercel.usePartner(beside.url);
    return beside;
  }

  /** Lets so many seconds pass for the server as it runs, and for Vercel; tells what the server takes for the present from then on. */
  async advance(seconds: number): Promise<Date> {
    const call = { method: 'POST', path: '/admin/v1/clock', body: { advance: `PT${seconds}S` } } as const;
    const { now } = (await this.ownCall('operator', call)) as { readonly now: string };
    this.vercel.clock.advance(`PT${seconds}S`);
    return new Date(now);
  }

  /** What an operator or a meter asks of the server. Throws NoAnswer when it is not there. */
  ownCall(who: 'operator' | 'meter', call: OwnCall): Promise<unknown> {
    return callAs(who, this.server?.url ?? 'http://127.0.0.1:1', call);
  }

  /** Resolves when a server has looked for what is overdue since it started, no job is left that could run now, and Vercel has told all. */
  async settled(): Promise<void> {
    await until(async () => this.isTicked(RECONCILER, await this.lastTicks()));
    for (let waiting = 1; waiting > 0; waiting = await this.tellAgain()) {
      await until(async () => (await this.outstanding()).length === 0);
      await this.vercelSettled();
    }
  }

  /** As `settled`, after a time in which every periodic job has come due again. */
  async settledWhole(): Promise<void> {
    const names = [...this.ticked.keys()];
    await until(async () => {
      const ticks = await this.lastTicks();
      return names.every((name) => this.isTicked(name, ticks));
    });
    await this.settled();
  }

  outstanding(): Promise<pg.QueryResultRow[]> {
    return this.sql(OUTSTANDING_JOBS);
  }

  async sql(text: string, values: readonly unknown[] = []): Promise<pg.QueryResultRow[]> {
    return (await this.parts.pool.query<pg.QueryResultRow>(text, [...values])).rows;
  }

  async close(): Promise<void> {
    const { database, pool, queue, taps } = this.parts;
    await this.kill();
    await queue.stop({ graceful: false });
    await Promise.all([taps.database.close(), taps.product.close(), taps.vercel.close(), pool.end()]);
    await this.vercel.stop();
    await this.product.close();
    await database.drop();
  }

  private async start(): Promise<void> {
    const { database, product, vercel } = this.parts.taps;
    this.server = await startBuiltServer(this.environment(database.url, product.url, vercel.url));
    this.vercel.usePartner(this.server.url);
  }

  /** What Vercel was about to read again when the server died it would read once more. */
  private async vercelSettled(): Promise<void> {
    try {
      await this.vercel.settled();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      await this.vercelSettled();
    }
  }

  /** Webhooks that nobody was there to take come again at their time; tells how many there are. */
  private async tellAgain(): Promise<number> {
    const waiting = this.vercel.webhooks.sent.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt.getTime()]));
    const left = Math.max(...waiting) - this.vercel.clock.now().getTime();
    if (waiting.length > 0) await this.advance(Math.max(0, Math.ceil(left / 1_000)));
    return waiting.length;
  }

  /** What a server compiles it keeps for the next ones when it ends by itself. */
  private async stopOnce(): Promise<void> {
    await this.start();
    await this.server?.stop();
  }

  private environment(database: string, product: string, vercel: string): Readonly<Record<string, string>> {
    const lines = { POSTGRES_DRIVER_URL: product, VERCEL_API_URL: vercel };
    return { ...testEnvironment(database, this.vercel), LOG_LEVEL: 'info', ...SETTINGS, ...lines };
  }

  private async lastTicks(): Promise<Map<string, Date>> {
    return new Map((await this.sql(LAST_TICKS)).map(({ name, slot }) => [name as string, slot as Date]));
  }

  private isTicked(name: string, ticks: ReadonlyMap<string, Date>): boolean {
    return (ticks.get(name)?.getTime() ?? 0) > (this.ticked.get(name)?.getTime() ?? 0);
  }
}

/** What another replica does every few seconds: gives the jobs of a dead worker back. */
function supervisor(connectionString: string): PgBoss {
  const inert = { migrate: false, createSchema: false, schedule: false, supervise: false, reindex: false };
  const queue = new PgBoss({ connectionString, application_name: TESTS, max: 1, ...inert });
  queue.on('error', () => undefined);
  return queue;
}
