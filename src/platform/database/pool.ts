import type { DataSource } from 'typeorm';
import type { SharedPool } from './shared-pool.js';

/** The connection pool that TypeORM has opened. */
export function poolOf(dataSource: DataSource): SharedPool {
  return (dataSource.driver as unknown as { readonly master: SharedPool }).master;
}
