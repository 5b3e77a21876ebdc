import { once } from 'node:events';
import type { VercelSimulator } from '#libs/vercel-simulator';
import type { EmbeddedPostgres } from '../src/platform/database/embedded/index.js';
import { migrateDatabase } from '../src/platform/database/index.js';
import { banner } from './banner.js';
import type { Report } from './report/index.js';
import type { RunOptions } from './script.js';
import {
  type AppProcess,
  Endings,
  type Grounds,
  keptPlace,
  secretsIn,
  startApp,
  startPostgres,
  startVercel,
} from './servers/index.js';

const APP_PORT = 3000;
const VERCEL_PORT = 4000;

/** What runs in a sandbox. */
export interface Running {
  readonly grounds: Grounds;
  readonly postgres: EmbeddedPostgres;
  readonly vercel: VercelSimulator;
  readonly app: AppProcess;
}

/** Runs everything in this directory's own place until it is interrupted; resolves to the exit code. */
export async function serve({ callerEnvironment, interruption, report }: RunOptions): Promise<number> {
  const endings = new Endings();
  const place = keptPlace();
  const interrupted = once(interruption, 'abort').then(() => 'interrupted' as const);
  report.title('Starting PostgreSQL, a simulated Vercel and the app …');
  try {
    const grounds = { place, secrets: secretsIn(place.secrets), callerEnvironment, endings };
    const outcome = await Promise.race([keepRunning(grounds, { interruption, report }), interrupted]);
    return outcome === 'interrupted' ? 0 : 1;
  } finally {
    await endings.run();
    report.summary('Everything has ended.', 'good');
  }
}

type KeepOptions = Pick<RunOptions, 'interruption' | 'report'>;

/** Resolves when the app ends by itself, or at once when something does not start. */
async function keepRunning(grounds: Grounds, { interruption, report }: KeepOptions): Promise<void> {
  const started: { app?: AppProcess } = {};
  try {
    const postgres = await startPostgres(grounds);
    await migrateDatabase(postgres.url);
    const vercel = await startVercel(grounds, VERCEL_PORT);
    const app = await startApp({ ...grounds, postgres, vercel }, APP_PORT);
    started.app = app;
    const { state } = await app.ready();
    if (state !== 'ready') throw new Error(`The app did not become ready: ${state}.`);
    announce({ grounds, postgres, vercel, app }, report);
    await app.ended;
    if (interruption.aborted) return;
    report.summary('The app has ended by itself.', 'bad');
  } catch (error) {
    if (interruption.aborted) return;
    report.section('It did not start', error instanceof Error ? error.message : String(error));
  }
  if (started.app !== undefined) report.section("The last lines of the app's log", started.app.lastLines());
}

function announce(running: Running, report: Report): void {
  const { app, vercel, postgres } = running;
  for (const [url, wanted, what] of [
    [app.url, APP_PORT, 'the app'],
    [vercel.url, VERCEL_PORT, 'the simulated Vercel'],
  ] as const) {
    const { port } = new URL(url);
    if (port !== String(wanted)) report.note(`Port ${wanted} is in use: ${what} listens on ${port} instead.`);
  }
  if (!postgres.startedHere) report.note('PostgreSQL was running already: it ends with the process that started it.');
  report.note(banner(running));
  report.summary('Ctrl-C ends everything.', 'good');
}
