import type { NestExpressApplication } from '@nestjs/platform-express';
import { VercelSimulator } from '#libs/vercel-simulator';
import { createApp } from '../../src/create-app.js';
import { readSettings } from '../../src/platform/config/index.js';
import { JobQueue, JobWorker, Ticks } from '../../src/platform/jobs/index.js';
import { cloneDatabase } from './postgres/index.js';
import { takePort } from './taken-port.js';
import { testEnvironment } from './test-environment.js';

/** The whole server in this process, on a database of its own, with a fake Vercel in front of it. */
export interface TestApp {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly databaseUrl: string;
  readonly vercel: VercelSimulator;
  stop(): Promise<void>;
}

/** `catalog`: a file instead of the one that ships; `workers`: whether jobs run, as a server of the role `all` has them. */
export interface TestAppOptions {
  readonly catalog?: string;
  readonly workers?: 'running' | 'off';
  readonly env?: Readonly<Record<string, string>>;
  /** What is to happen to the database before the server connects to it. */
  readonly prepare?: (databaseUrl: string) => Promise<void>;
}

/** Starts it on a free port. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await cloneDatabase();
  await options.prepare?.(database.url);
  const vercel = await VercelSimulator.start({
    clientId: 'oac_test',
    clientSecret: 'client-secret-of-the-tests',
    slug: 'acme',
  });
  const taken = await takePort();
  const address = `http://127.0.0.1:${taken.port}`;
  const settings = readSettings({
    ...testEnvironment(database.url, vercel),
    PUBLIC_URL: address,
    ...(options.catalog === undefined ? {} : { CATALOG_FILE: options.catalog }),
    ...options.env,
  });
  const app = await createApp(settings);
  await app.init();
  await taken.hand(app.getHttpServer());
  if (options.workers !== 'off') {
    await app.get(JobWorker).start();
    app.get(Ticks).start();
  }
  const url = `${address}${settings.http.pathPrefix}`;
  vercel.usePartner(url);
  return {
    app,
    url,
    databaseUrl: database.url,
    vercel,
    stop: async () => {
      app.get(Ticks).stop();
      await app.get(JobQueue).stop(2_000);
      await app.close();
      await vercel.stop();
      await database.drop();
    },
  };
}
