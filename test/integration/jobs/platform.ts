import { type INestApplicationContext, Module, type DynamicModule, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ClockModule } from '../../../src/platform/clock/index.js';
import { readSettings, type Settings, SettingsModule } from '../../../src/platform/config/index.js';
import { DatabaseModule, Sql, UnitOfWork } from '../../../src/platform/database/index.js';
import { MetricsModule } from '../../../src/platform/metrics/index.js';
import { JobQueue, Jobs, JobsModule, JobWorker } from '../../../src/platform/jobs/index.js';

const INTEGRATION = { clientId: 'oac_test', slug: 'acme' };

/** What jobs need of the server, and nothing of what is sold. */
@Module({})
class Platform {
  static of(settings: Settings, providers: readonly Type[]): DynamicModule {
    const imports = [SettingsModule.of(settings), MetricsModule, DatabaseModule, ClockModule, JobsModule];
    return { module: Platform, imports, providers: [...providers] };
  }
}

/** One replica: jobs and their handlers, on a database that others may share. */
export class Replica {
  private constructor(readonly context: INestApplicationContext) {}

  /** Throws what the start of a server would. */
  static async start(
    databaseUrl: string,
    handlers: readonly Type[],
    { poolSize = 10 }: { readonly poolSize?: number } = {},
  ): Promise<Replica> {
    const settings = readSettings({
      NODE_ENV: 'test',
      PUBLIC_URL: 'http://127.0.0.1',
      DATABASE_URL: databaseUrl,
      DATABASE_POOL_SIZE: String(poolSize),
      INTEGRATION_CLIENT_ID: INTEGRATION.clientId,
      INTEGRATION_CLIENT_SECRET: 'client-secret-of-the-tests',
      INTEGRATION_SLUG: INTEGRATION.slug,
      ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
    });
    const module = Test.createTestingModule({ imports: [Platform.of(settings, handlers)] });
    const context = await module.compile();
    try {
      return new Replica(await context.init());
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  get jobs(): Jobs {
    return this.context.get(Jobs);
  }

  get unitOfWork(): UnitOfWork {
    return this.context.get(UnitOfWork);
  }

  get sql(): Sql {
    return this.context.get(Sql);
  }

  /** From here on it takes jobs. */
  async work(): Promise<this> {
    await this.context.get(JobWorker).start();
    return this;
  }

  async stop(): Promise<void> {
    await this.context.get(JobQueue).stop(2_000);
    await this.context.close();
  }
}
