import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from './create-app.js';
import { Clock } from './platform/clock/index.js';
import type { Settings } from './platform/config/index.js';
import { DatabaseServer, SchemaLevel } from './platform/database/index.js';
import { Readiness } from './platform/health/index.js';
import { JobQueue, JobWorker, Ticks } from './platform/jobs/index.js';

const JOB_GRACE_MS = 20_000;

const logger = new Logger('Server');

/**
 * Starts the server as its role says. Requests may come before the schema of the database fits, which readiness tells;
 * jobs and ticks wait for it.
 */
export async function run(settings: Settings): Promise<void> {
  const app = await createApp(settings);
  await app.init();
  endOnSignal(app, settings);
  if (settings.role !== 'worker') {
    await app.listen(settings.http.port, settings.http.host);
    logger.log(`Listening on ${await app.getUrl()}${settings.http.pathPrefix}`);
  }
  if (settings.role !== 'api') await startWork(app);
}

async function startWork(app: NestExpressApplication): Promise<void> {
  await app.get(SchemaLevel).reached();
  await app.get(Clock).refresh();
  await app.get(JobWorker).start();
  app.get(Ticks).start();
}

/** Ends without losing a request: the platform first hears that no more traffic is wanted, and is served meanwhile. */
function endOnSignal(app: NestExpressApplication, settings: Settings): void {
  const end = async (signal: string): Promise<void> => {
    logger.log('Draining', { signal });
    app.get(Readiness).drain();
    app.get(Ticks).stop();
    await pause(settings.http.shutdownDelaySeconds * 1_000);
    await app.get(JobQueue).stop(JOB_GRACE_MS);
    await app.close();
    await app.get(DatabaseServer).stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end(signal));
}
