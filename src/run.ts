import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { createApp } from './create-app.js';
import type { Settings } from './platform/config/index.js';
import { DatabaseServer } from './platform/database/index.js';
import { Readiness } from './platform/health/index.js';
import { JobQueue, JobWorker, Ticks } from './platform/jobs/index.js';

const JOB_GRACE_MS = 20_000;

/** Starts the server as its role says, and sees to it that a signal ends it without losing a request. */
export async function run(settings: Settings): Promise<void> {
  const app = await createApp(settings);
  const logger = new Logger('Server');
  await app.init();
  if (settings.role !== 'api') {
    await app.get(JobWorker).start();
    app.get(Ticks).start();
  }
  if (settings.role !== 'worker') {
    await app.listen(settings.http.port, settings.http.host);
    logger.log(`Listening on ${await app.getUrl()}${settings.http.pathPrefix}`);
  }
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
