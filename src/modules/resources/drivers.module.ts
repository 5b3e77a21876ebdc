import { Inject, Logger, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { signingKey } from '#libs/standard-webhooks';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { DatabaseServer } from '../../platform/database/index.js';
import { Catalog, CatalogModule } from '../catalog/index.js';
import { HttpDriver } from './adapters/http/http.driver.js';
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
    { provide: HttpDriver, inject: [Settings, Clock], useFactory: httpDriver },
  ],
  exports: [DriverRegistry],
})
export class DriversModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DriversModule.name);

  constructor(
    private readonly catalog: Catalog,
    private readonly postgres: PostgresDriver,
    @Inject(HttpDriver) private readonly http: HttpDriver | null,
    settings: Settings,
    registry: DriverRegistry,
    memory: MemoryDriver,
  ) {
    registry.register('postgres', postgres);
    if (http !== null) registry.register('http', http);
    if (!settings.isProduction) registry.register('memory', memory);
  }

  /** Customers' roles must find every other database closed before the first of them exists. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.catalog.products.some((product) => product.driver === 'postgres')) return;
    const { stillOpen } = await this.postgres.prepareServer({ signal: AbortSignal.timeout(PREPARE_MS) });
    if (stillOpen.length > 0) this.logger.warn('Databases that every role may open', { databases: stillOpen });
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.postgres.close(), this.http?.close()]);
  }
}

/** Null where no service is configured: a catalog that names the driver does not start then. */
function httpDriver({ httpDriver: service, http }: Settings, clock: Clock): HttpDriver | null {
  if (service === null) return null;
  const keys = service.secrets.map((secret) => signingKey(secret.reveal()));
  const callbackUrl = `${http.publicUrl}/drivers/v1/callbacks`;
  return new HttpDriver({ url: service.url, keys, now: () => clock.outside(), callbackUrl });
}
