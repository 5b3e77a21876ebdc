import { Logger, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Settings } from '../../platform/config/index.js';
import { DatabaseServer } from '../../platform/database/index.js';
import { Catalog, CatalogModule } from '../catalog/index.js';
import { MemoryDriver } from './adapters/memory/memory.driver.js';
import { PostgresDriver } from './adapters/postgres/postgres.driver.js';
import { DriverRegistry } from './driver.registry.js';

const PREPARE_MS = 60_000;

/** Registers the drivers that ship, under the names that a catalog uses. */
@Module({
  imports: [CatalogModule],
  providers: [
    DriverRegistry,
    MemoryDriver,
    {
      provide: PostgresDriver,
      inject: [Settings, DatabaseServer],
      useFactory: (settings: Settings, server: DatabaseServer): PostgresDriver =>
        new PostgresDriver({ adminUrl: settings.postgresDriverUrl?.reveal() ?? server.url }),
    },
  ],
  exports: [DriverRegistry],
})
export class DriversModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DriversModule.name);

  constructor(
    private readonly catalog: Catalog,
    private readonly postgres: PostgresDriver,
    settings: Settings,
    registry: DriverRegistry,
    memory: MemoryDriver,
  ) {
    registry.register('postgres', postgres);
    if (!settings.isProduction) registry.register('memory', memory);
  }

  /** Customers' roles must find every other database closed before the first of them exists. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.catalog.products.some((product) => product.driver === 'postgres')) return;
    const { stillOpen } = await this.postgres.prepareServer({ signal: AbortSignal.timeout(PREPARE_MS) });
    if (stillOpen.length > 0) this.logger.warn('Databases that every role may open', { databases: stillOpen });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.postgres.close();
  }
}
