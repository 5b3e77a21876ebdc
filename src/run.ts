import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from './create-app.js';
import { Clock } from './platform/clock/index.js';
import type { Settings } from './platform/config/index.js';
import { SchemaLevel } from './platform/database/index.js';
import { HealthServer } from './platform/health/index.js';
import { JobQueue, JobWorker, Ticks } from './platform/jobs/index.js';
import { startTracing } from './platform/tracing/index.js';
import { settleMemory } from './settle-memory.js';
import { endOnSignal } from './shutdown.js';

const logger = new Logger('Server');

/**
 * Starts the server as its role says. Requests may come before the schema of the database fits, which readiness tells;
 * jobs and ticks wait for it.
 */
export async function run(settings: Settings): Promise<void> {
  process.on('uncaughtException', (error) => {
    logger.fatal('Ended by an error that nobody caught', { err: error });
    process.exit(1);
  });
  const stopTracing = await startTracing(settings.tracesUrl);
  const app = await createApp(settings);
  await app.init();
  endOnSignal(app, settings, stopTracing);
  await settleMemory();
  await openPorts(app, settings);
  await app.get(SchemaLevel).reached();
  await app.get(Clock).refresh();
  await (settings.role === 'api' ? app.get(JobQueue).boss() : startWork(app));
}

/** A worker has no API to offer. */
async function openPorts(app: NestExpressApplication, { http, role }: Settings): Promise<void> {
  if (http.metricsPort > 0) {
    const port = await app.get(HealthServer).listen(http.metricsPort, http.host);
    logger.log('Health is told', { host: http.host, port });
  }
  if (role === 'worker') return;
  await app.listen(http.port, http.host);
  logger.log(`Listening on ${await app.getUrl()}${http.pathPrefix}`);
}

async function startWork(app: NestExpressApplication): Promise<void> {
  await app.get(JobWorker).start();
  app.get(Ticks).start();
}
