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
  /** Instead of ones of its own; both are left when it stops. */
  readonly around?: { readonly databaseUrl: string; readonly vercel: VercelSimulator };
  /** What is to happen to the database before the server connects to it. */
  readonly prepare?: (databaseUrl: string) => Promise<void>;
}

/** Starts it on a free port. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { databaseUrl, vercel, leave } = await surroundings(options);
  const taken = await takePort();
  const address = `http://127.0.0.1:${taken.port}`;
  const settings = readSettings({
    ...testEnvironment(databaseUrl, vercel),
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
    databaseUrl,
    vercel,
    stop: async () => {
      app.get(Ticks).stop();
      await app.get(JobQueue).stop(2_000);
      await app.close();
      await leave();
    },
  };
}

interface Surroundings {
  readonly databaseUrl: string;
  readonly vercel: VercelSimulator;
  readonly leave: () => Promise<void>;
}

/** A fake Vercel as every test has it. */
export function startVercel(): Promise<VercelSimulator> {
  return VercelSimulator.start({ clientId: 'oac_test', clientSecret: 'client-secret-of-the-tests', slug: 'acme' });
}

async function surroundings({ around, prepare }: TestAppOptions): Promise<Surroundings> {
  if (around !== undefined) return { ...around, leave: async () => undefined };
  const database = await cloneDatabase();
  await prepare?.(database.url);
  const vercel = await startVercel();
  const leave = async (): Promise<void> => {
    await vercel.stop();
    await database.drop();
  };
  return { databaseUrl: database.url, vercel, leave };
}
