import { randomBytes } from 'node:crypto';
import type { ReplBlock } from '#libs/vercel-contract';
import { Secret } from '../../../platform/crypto/index.js';
import { PostgresDriver } from '../adapters/postgres/postgres.driver.js';
import type { PostgresDriverOptions } from '../adapters/postgres/postgres.options.js';
import type { DriverCommand, DriverResource } from '../driver.port.js';
import { ReplFailed } from '../driver.errors.js';
import { resourceOf, soon } from './driver-harness.js';
import { urlOf } from './postgres-server.js';

/** A customer's database: the resource, and the URL its secrets gave. */
export interface Tenant {
  readonly resource: DriverResource;
  readonly url: string;
}

/** A driver over the run's server; removes at the end what it sold. */
export class PostgresFixture {
  readonly driver: PostgresDriver;
  readonly #resources: DriverResource[] = [];

  constructor(options: PostgresDriverOptions) {
    this.driver = new PostgresDriver(options);
  }

  async tenant(): Promise<Tenant> {
    const resource = resourceOf();
    this.#resources.push(resource);
    const seed = Secret.of(randomBytes(32).toString('base64url'));
    const { secrets } = await this.driver.provision(resource, seed, soon());
    return { resource, url: urlOf(secrets) };
  }

  /** The console's output, as text that a test can search. */
  async console(
    tenant: Tenant,
    input: string,
    mode: DriverCommand['mode'] = 'read-write',
  ): Promise<readonly ReplBlock[]> {
    return this.driver.repl(tenant.resource, { input, mode }, soon());
  }

  /** The red lines of a command that must fail. */
  async refusal(tenant: Tenant, input: string, mode: DriverCommand['mode'] = 'read-write'): Promise<string> {
    const failure: unknown = await this.console(tenant, input, mode).catch((error: unknown) => error);
    if (!(failure instanceof ReplFailed))
      throw new Error(`not refused: ${JSON.stringify(failure)}`, { cause: failure });
    return textOf(failure.blocks);
  }

  async close(): Promise<void> {
    for (const resource of this.#resources) await this.driver.deprovision(resource, soon());
    await this.driver.close();
  }
}

/** All texts of the blocks, a line per paragraph or row. */
export function textOf(blocks: readonly ReplBlock[]): string {
  const lines = blocks.flatMap((block) =>
    block.type === 'paragraph'
      ? [block.children]
      : [...(block.header === undefined ? [] : [block.header]), ...block.rows],
  );
  return lines.map((line) => line.map(({ text }) => text).join(' | ')).join('\n');
}
