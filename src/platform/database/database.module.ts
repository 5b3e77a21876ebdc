import { Global, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Settings } from '../config/index.js';
import { dataSourceOptions } from './data-source-options.js';
import { DatabaseServer } from './database-server.js';
import { DatabaseServerModule } from './database-server.module.js';
import { PoolMetrics } from './pool-metrics.js';
import { SchemaLevel } from './schema-level.js';
import { Sql } from './sql.js';
import { UnitOfWork } from './unit-of-work.js';

const logger = new Logger('Database');

/** Connection pool, unit of work and hand-written SQL for everything above. */
@Global()
@Module({
  imports: [
    DatabaseServerModule,
    TypeOrmModule.forRootAsync({
      imports: [DatabaseServerModule],
      inject: [Settings, DatabaseServer],
      useFactory: (settings: Settings, server: DatabaseServer) => ({
        ...dataSourceOptions(server.url, settings.database.poolSize),
        autoLoadEntities: true,
        retryAttempts: 0,
        poolErrorHandler: (error: unknown) => logger.warn('An idle connection to the database broke', { err: error }),
      }),
    }),
  ],
  providers: [UnitOfWork, Sql, SchemaLevel, PoolMetrics],
  exports: [UnitOfWork, Sql, SchemaLevel, DatabaseServerModule],
})
export class DatabaseModule {}
