import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { VercelSimulator } from '#libs/vercel-simulator';
import { Company } from '../../sandbox/company/index.js';
import { openRig, type Rig } from '../rig.js';
import type { ServerProcess } from '../server-process.js';
import type { Findings } from './findings.js';
import { Front } from './front.js';

const CATALOG = path.join(fileURLToPath(new URL('../../../', import.meta.url)), 'bench/soak/catalog.yaml');
const [ADMIN_KEY, USAGE_KEY] = ['admin-key-of-the-soak', 'usage-key-of-the-soak'];
const APIS = 2;
const WORKERS = 2;
/** Every process reads the shared clock again within five seconds. */
const CLOCK_KNOWN_MS = 6_000;

/** Vercel asks again for as long as a restart may take, each time as soon as it is told to. */
const RETRY = { attempts: 120, backoffMs: 100, retryAfterCapMs: 1_000 };

/** The servers of a deployment: PostgreSQL, api and worker processes behind a front, and a fake Vercel. */
export class Stage {
  readonly company: Company;
  private readonly apis: ServerProcess[] = [];
  private readonly workers: ServerProcess[] = [];
  /** Counted up when PostgreSQL goes and when it is there again. */
  private changes = 0;

  private constructor(
    private readonly rig: Rig,
    readonly front: Front,
    readonly usageKey: string,
    private readonly logs: string | undefined,
  ) {
    this.company = new Company({ url: front.url, adminKey: ADMIN_KEY, usageKey, vercel: rig.vercel });
  }

  static async open(findings: Findings, logs: string | undefined): Promise<Stage> {
    const rig = await openRig('full', { retry: RETRY });
    const stage = new Stage(rig, await Front.open(findings), USAGE_KEY, logs);
    for (let count = 0; count < APIS; count += 1) {
      const api = await stage.start('api', `api-${count + 1}`);
      stage.apis.push(api);
      stage.front.add(api.url);
    }
    for (let count = 0; count < WORKERS; count += 1) stage.workers.push(await stage.start('worker', 'workers'));
    rig.vercel.usePartner(stage.front.url);
    return stage;
  }

  get vercel(): VercelSimulator {
    return this.rig.vercel;
  }

  get url(): string {
    return this.front.url;
  }

  /** Whether PostgreSQL has been away since this was asked for. */
  steadiness(): () => boolean {
    const { changes } = this;
    return () => changes === this.changes && changes % 2 === 0;
  }

  /** Memory of each api process, in MB. */
  memory(): readonly number[] {
    return this.apis.map((api) => api.residentMb());
  }

  /** One of the workers goes without a word, and another one comes. */
  async killWorker(): Promise<void> {
    const worker = this.workers.shift();
    await worker?.kill();
    this.workers.push(await this.start('worker', 'workers'));
  }

  async restartDatabase(): Promise<void> {
    this.changes += 1;
    await this.rig.restartDatabase();
    await this.untilReady();
    this.changes += 1;
  }

  /** Lets time go by, for the processes as for Vercel; resolves when all of them know. */
  async pass(duration: string): Promise<void> {
    await this.company.pass(duration);
    await pause(CLOCK_KNOWN_MS);
  }

  /** What an operator asks to be done, once. */
  operate(call: string, body?: object): ReturnType<Company['operate']> {
    return this.company.operate(call, body);
  }

  async sql<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.at(this.rig.databaseUrl, text, values);
  }

  /** The same on any server. */
  async at<Row extends pg.QueryResultRow>(url: string, text: string, values: readonly unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: url, application_name: 'stallholder-soak' });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    for (const server of [...this.apis, ...this.workers]) await server.stop();
    await this.front.close();
    await this.rig.stop();
  }

  private start(role: 'api' | 'worker', log: string): Promise<ServerProcess> {
    const env = {
      SERVICE_ROLE: role,
      PUBLIC_URL: this.front.url,
      CATALOG_FILE: CATALOG,
      ADMIN_API_KEYS: `soak:${ADMIN_KEY}`,
      USAGE_API_KEYS: `soak:${USAGE_KEY}`,
      INVOICE_GRACE_SECONDS: '0',
      FINAL_USAGE_GRACE_SECONDS: '5',
    };
    const file = this.logs === undefined ? undefined : path.join(this.logs, `${log}.log`);
    return this.rig.startOurs(env, file);
  }

  private async untilReady(): Promise<void> {
    for (const { url } of [...this.apis, ...this.workers]) {
      for (;;) {
        const answer = await fetch(`${url}/health/ready`).catch(() => null);
        await answer?.arrayBuffer();
        if (answer?.status === 200) break;
        await pause(50);
      }
    }
  }
}

/** An id of nobody else's. */
export function unique(): string {
  return randomUUID();
}
