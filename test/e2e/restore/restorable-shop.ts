import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VercelSimulator } from '#libs/vercel-simulator';
import type { MemoryInstance } from '../../../src/modules/resources/adapters/memory/memory.driver.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../src/platform/database/embedded/index.js';
import { migrateDatabase } from '../../../src/platform/database/index.js';
import { withClient } from '../../support/postgres/admin.js';
import { Shop } from '../../support/shop/index.js';
import { startVercel } from '../../support/test-app.js';

const GUIDE = fileURLToPath(new URL('../../../docs/guides/backup-and-restore.md', import.meta.url));
const SET_CLOCK =
  'INSERT INTO clock_offsets (id, offset_ms) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET offset_ms = $1';

/** A shop whose database can be put back to what it was. Vercel, the product and the time go on meanwhile. */
export class RestorableShop {
  private constructor(
    private readonly directory: string,
    private postgres: EmbeddedPostgres,
    readonly vercel: VercelSimulator,
    private current: Shop,
  ) {}

  static async open(): Promise<RestorableShop> {
    const directory = mkdtempSync(path.join(os.tmpdir(), 'stallholder-restore-'));
    const postgres = await startEmbeddedPostgres({ directory, durability: 'none' });
    await migrateDatabase(postgres.url);
    const vercel = await startVercel();
    return new RestorableShop(directory, postgres, vercel, await openShop(postgres.url, vercel));
  }

  /** Another one after each stop. */
  get shop(): Shop {
    return this.current;
  }

  /** With everything of ours stopped, as the guide says. */
  backUp(): Promise<void> {
    return this.whileStopped(() => copy(this.postgres.directory, this.copied));
  }

  /** And what the guide says is to be forgotten. */
  async restore(): Promise<void> {
    await this.whileStopped(() => copy(this.copied, this.postgres.directory));
    const [, forget] = /```sql\n([^`]*)```/.exec(readFileSync(GUIDE, 'utf8')) ?? [];
    await this.shop.sql(forget ?? '');
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.vercel.stop();
    await this.postgres.stop();
    for (const each of [this.copied, this.postgres.directory, this.directory])
      rmSync(each, { recursive: true, force: true });
  }

  private get copied(): string {
    return `${this.directory}-copy`;
  }

  private async whileStopped(work: () => void): Promise<void> {
    const [{ offset } = { offset: 0 }] = await this.shop.sql('SELECT offset_ms AS offset FROM clock_offsets');
    const instances = [...this.shop.driver.instances];
    await this.shop.close();
    await this.postgres.stop();
    work();
    this.postgres = await startEmbeddedPostgres({ directory: this.directory, durability: 'none' });
    await withClient(this.postgres.url, (client) => client.query(SET_CLOCK, [offset]));
    this.current = await openShop(this.postgres.url, this.vercel);
    const product = this.shop.driver.instances as Map<string, MemoryInstance>;
    for (const [id, instance] of instances) product.set(id, instance);
  }
}

function openShop(databaseUrl: string, vercel: VercelSimulator): Promise<Shop> {
  const env = { USAGE_API_KEYS: 'meter:usage-key-of-the-tests' };
  return Shop.open({ billing: 'prepaid', around: { databaseUrl, vercel }, env });
}

/** With owners and modes, which PostgreSQL looks at. */
function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  execFileSync('cp', ['-a', from, to]);
}
