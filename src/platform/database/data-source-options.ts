import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { MIGRATIONS } from './migrations/index.js';
import { PooledClient } from './pooled-client.js';
import { PG_WITH_SHARES } from './shared-pool.js';

/** How long a caller waits for a free connection before it hears 503; `pg` itself would wait for ever. */
const CONNECTION_TIMEOUT_MS = 3_000;
/** After so long without a word the way to the server is probed, so that a silent failover is noticed. */
const KEEP_ALIVE_MS = 10_000;
const LOCK_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;

/** Settings of every connection pool of the app; migrations are run by `migrate.ts` alone, `synchronize` never. */
export function dataSourceOptions(url: string, poolSize: number): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url,
    poolSize,
    applicationName: 'stallholder',
    synchronize: false,
    migrationsRun: false,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    installExtensions: false,
    driver: PG_WITH_SHARES,
    uuidExtension: 'pgcrypto',
    extra: {
      Client: PooledClient,
      pipeline: true,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      lock_timeout: LOCK_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    },
  };
}
