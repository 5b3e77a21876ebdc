import { startEmbeddedPostgres } from './embedded/index.js';
import { migrateDatabase } from './migrate.js';
import { untilReachable } from './reachable.js';

/** Where the app's database is, and how to let go of it; only an embedded server is ours to stop. */
export class DatabaseServer {
  private constructor(
    readonly url: string,
    private readonly close: () => Promise<void>,
  ) {}

  /** A server that somebody else runs and migrates; one that is not there yet is waited for. */
  static async at(url: string): Promise<DatabaseServer> {
    await untilReachable(url);
    return new DatabaseServer(url, async () => undefined);
  }

  /** The embedded server in `directory`, started (or joined) and migrated. */
  static async embedded(directory: string): Promise<DatabaseServer> {
    const server = await startEmbeddedPostgres({ directory, durability: 'full' });
    await migrateDatabase(server.url);
    return new DatabaseServer(server.url, () => server.stop());
  }

  /** To be called after the pool has been closed. */
  async stop(): Promise<void> {
    await this.close();
  }
}
