import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** The connection pool that TypeORM has opened. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { readonly master: Pool }).master;
}
