import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClockModule } from '../../src/platform/clock/index.js';
import { readSettings, SettingsModule } from '../../src/platform/config/index.js';
import { DatabaseModule } from '../../src/platform/database/index.js';
import { defineJob, HandlesJob, type JobHandler, JobsModule, type TickData } from '../../src/platform/jobs/index.js';

/** A kind of job whose work is nothing, so that what is measured is the way to it. */
export const NOTHING = defineJob<TickData>('bench.do-nothing', 'bulk');

/** Tells when so many have been done. */
@HandlesJob(NOTHING)
export class DoNothing implements JobHandler<TickData> {
  private left = 0;
  private last = Promise.withResolvers<void>();

  /** Resolves after so many more. */
  done(jobs: number): Promise<void> {
    this.left += jobs;
    this.last = Promise.withResolvers();
    return this.last.promise;
  }

  async run(): Promise<void> {
    this.left -= 1;
    if (this.left === 0) this.last.resolve();
  }
}

/** The server's jobs without what is sold, on a database. */
export function jobsOn(databaseUrl: string): Promise<INestApplicationContext> {
  const settings = readSettings({
    PUBLIC_URL: 'http://127.0.0.1',
    DATABASE_URL: databaseUrl,
    INTEGRATION_CLIENT_ID: 'oac_bench',
    INTEGRATION_CLIENT_SECRET: 'secret',
    INTEGRATION_SLUG: 'bench',
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  });
  class Bench {}
  Module({ imports: [SettingsModule.of(settings), DatabaseModule, ClockModule, JobsModule], providers: [DoNothing] })(
    Bench,
  );
  return NestFactory.createApplicationContext(Bench, { logger: ['error', 'fatal'] });
}
