import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from './platform/config/index.js';
import { DatabaseServer } from './platform/database/index.js';
import { Readiness } from './platform/health/index.js';
import { JobQueue, JobWorker, Ticks } from './platform/jobs/index.js';

/** Jobs get so long to finish; what runs longer is handed back to other workers. */
const JOB_GRACE_MS = 20_000;

/** The longest request: ten seconds of waiting for its twin, twenty-five for the product, and some for itself. */
const REQUEST_GRACE_MS = 40_000;

const logger = new Logger('Server');

/** Ends the process on the first signal without losing a request, and does `last` when all else has ended; more of them change nothing. */
export function endOnSignal(app: NestExpressApplication, settings: Settings, last: () => Promise<void>): void {
  let isEnding = false;
  const onSignal = (signal: string): void => {
    if (isEnding) return;
    isEnding = true;
    void endWithin(settings.http.shutdownDelaySeconds * 1_000, { app, signal, last });
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
}

interface Ending {
  readonly app: NestExpressApplication;
  readonly signal: string;
  readonly last: () => Promise<void>;
}

async function endWithin(delayMs: number, ending: Ending): Promise<void> {
  const deadline = setTimeout(
    () => {
      logger.error('Ended with work in hand: it took too long');
      process.exit(1);
    },
    delayMs + JOB_GRACE_MS + REQUEST_GRACE_MS,
  );
  try {
    await end(delayMs, ending);
    clearTimeout(deadline);
    process.exit(0);
  } catch (error) {
    logger.error('Not ended cleanly', { err: error });
    process.exit(1);
  }
}

/**
 * The platform first hears that no more traffic is wanted, and is served meanwhile; jobs end while requests are still
 * answered, and the queue goes last, since a request may still place a job.
 */
async function end(delayMs: number, { app, signal, last }: Ending): Promise<void> {
  logger.log('Draining', { signal });
  app.get(Readiness).drain();
  app.get(Ticks).stop();
  await pause(delayMs);
  await app.get(JobWorker).stop(JOB_GRACE_MS);
  await app.close();
  await app.get(JobQueue).stop(0);
  await app.get(DatabaseServer).stop();
  await last().catch((error: unknown) => logger.warn('The last traces were not sent', { err: error }));
  logger.log('Ended');
}
