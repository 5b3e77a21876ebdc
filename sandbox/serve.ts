import { once } from 'node:events';
import { describeFailure } from '../src/describe-failure.js';
import { migrateDatabase } from '../src/platform/database/index.js';
import { banner, type Running } from './banner.js';
import type { Report } from './report/index.js';
import type { RunOptions } from './script.js';
import { Endings, type Grounds, keptPlace, secretsIn, startApp, startPostgres, startVercel } from './servers/index.js';

const APP_PORT = 3000;
const VERCEL_PORT = 4000;
const SECOND_MS = 1_000;

/** Runs everything in this directory's own place until it is interrupted; resolves to the exit code. */
export async function serve({ callerEnvironment, interruption, report }: RunOptions): Promise<number> {
  const endings = new Endings();
  const place = keptPlace();
  const interrupted = once(interruption, 'abort').then(() => null);
  report.title('Starting PostgreSQL, a simulated Vercel and the app …');
  try {
    const grounds = { place, secrets: secretsIn(place.secrets), callerEnvironment, endings };
    const failure = await Promise.race([runUntilFailure(grounds, report), interrupted]);
    if (failure === null) return 0;
    report.section(failure.what, failure.details);
    return 1;
  } finally {
    await endings.run();
    report.summary('Everything has ended.', 'good');
  }
}

interface Failure {
  readonly what: string;
  readonly details: string;
}

/** Resolves when something does not start, or when the app ends by itself. */
async function runUntilFailure(grounds: Grounds, report: Report): Promise<Failure> {
  try {
    const running = await start(grounds);
    const { app } = running;
    const { state } = await app.ready();
    if (state !== 'ready') return { what: `The app does not become ready: ${state}`, details: app.lastLines() };
    await catchUp(running);
    announce(running, report);
    await app.ended;
    return { what: 'The app has ended by itself', details: app.lastLines() };
  } catch (error) {
    return { what: 'It does not start', details: describeFailure(error) };
  }
}

async function start(grounds: Grounds): Promise<Running> {
  const postgres = await startPostgres(grounds);
  await migrateDatabase(postgres.url);
  const { adminKey } = grounds.secrets;
  const moveProviderClock = async (duration: string, url: string): Promise<void> =>
    void (await moveAppClock({ url, adminKey }, duration));
  const vercel = await startVercel(grounds, VERCEL_PORT, { moveProviderClock });
  for (const project of ['storefront', 'docs']) vercel.team('Acme').projects.add(project);
  const app = await startApp({ ...grounds, postgres, vercel }, APP_PORT);
  return { grounds, postgres, vercel, app };
}

/** Where an earlier run has moved the app's clock, it stays so in the database: Vercel's goes along. */
async function catchUp({ grounds, app, vercel }: Running): Promise<void> {
  const { adminKey } = grounds.secrets;
  const now = await moveAppClock({ url: app.url, adminKey }, 'PT0S');
  const seconds = Math.round((Date.parse(now) - vercel.clock.now().getTime()) / SECOND_MS);
  if (seconds > 0) vercel.clock.advance(`PT${seconds}S`);
}

/** Resolves to the app's time afterwards. */
async function moveAppClock(
  { url, adminKey }: { readonly url: string; readonly adminKey: string },
  advance: string,
): Promise<string> {
  const answer = await fetch(`${url}/admin/v1/clock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ advance }),
  });
  if (!answer.ok) throw new Error(`the app's clock could not be moved: ${answer.status}`);
  return ((await answer.json()) as { readonly now: string }).now;
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
