import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { PartnerAnswer, RawCall } from '#libs/vercel-simulator';
import { MemoryDriver } from '../../../src/modules/resources/adapters/memory/memory.driver.js';
import { tellsTooMuch } from '../leak.js';
import { startTestApp, type TestApp } from '../test-app.js';
import { CANARY } from './bodies.js';

/** Everything outside the answer that a refused call must leave as it was. */
const STATE = `SELECT
  (SELECT count(*) || md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM installations t) AS installations,
  (SELECT count(*) || md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM resources t) AS resources,
  (SELECT count(*) || md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM transfer_claims t) AS claims,
  (SELECT count(*)::int FROM audit_entries) AS audit_entries,
  (SELECT count(*)::int FROM pgboss.job) AS jobs`;

/** A server over the catalog of these tests, whose every answer is held against the contract. */
export class Probe {
  private constructor(
    readonly server: TestApp,
    private readonly database: pg.Client,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<Probe> {
    const catalog = fileURLToPath(new URL('catalog.yaml', import.meta.url));
    const server = await startTestApp({ catalog, workers: 'off', env: { SERVICE_ROLE: 'api', ...env } });
    const database = new pg.Client({ connectionString: server.databaseUrl, application_name: 'stallholder-test' });
    await database.connect();
    return new Probe(server, database);
  }

  async stop(): Promise<void> {
    await this.database.end();
    await this.server.stop();
  }

  get tokens(): TestApp['vercel']['tokens'] {
    return this.server.vercel.tokens;
  }

  /** Sends a call as it is given; throws when the answer is not in the contract or tells too much. */
  async send(call: RawCall): Promise<PartnerAnswer> {
    const answer = await this.server.vercel.partner.raw(call);
    const where = `${call.method} ${call.path.slice(0, 200)} gave ${answer.status} ${JSON.stringify(answer.body)}`;
    if (answer.faults.length > 0) throw new Error(`${where}: ${answer.faults.join('; ')}`);
    const secrets = [CANARY, ...bearerTokens(call.headers?.['authorization'])];
    assertTellsNoMore(answer, secrets, where);
    return answer;
  }

  /** As `send`, and throws when the call had any effect. */
  async sendInVain(call: RawCall): Promise<PartnerAnswer> {
    const before = await this.state();
    const answer = await this.send(call);
    const after = await this.state();
    if (before !== after) throw new Error(`${call.method} ${call.path} had an effect: ${before} became ${after}`);
    return answer;
  }

  /** For what a test has to bring about past the server. */
  async sql(text: string, values: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    return (await this.database.query<Record<string, unknown>>(text, [...values])).rows;
  }

  private async state(): Promise<string> {
    const [row] = await this.sql(STATE);
    const driverCalls = this.server.app.get(MemoryDriver, { strict: false }).calls.length;
    return JSON.stringify({ ...row, driverCalls, callsToVercel: this.server.vercel.record.calls.length });
  }
}

function bearerTokens(authorization: string | readonly string[] | undefined): string[] {
  const texts = [authorization ?? []].flat();
  return texts.map((text) => text.split(' ').at(-1) ?? '').filter((token) => token.length > 20);
}

function assertTellsNoMore(answer: PartnerAnswer, secrets: readonly string[], where: string): void {
  const text = JSON.stringify({ body: answer.body ?? null, headers: answer.headers });
  if (secrets.some((secret) => text.includes(secret))) throw new Error(`a secret came back: ${where}`);
  if (answer.status >= 400 && tellsTooMuch(JSON.stringify(answer.body ?? null)))
    throw new Error(`it tells too much: ${where}`);
}
