import path from 'node:path';
import { type SimulatorOptions, VercelSimulator } from '#libs/vercel-simulator';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/database/embedded/index.js';
import { AppProcess } from './app-process.js';
import type { Endings } from './endings.js';
import { appEnvironment } from './environment.js';
import { productsIn } from './products.js';
import { discard, type Place } from './place.js';
import { freePort } from './ports.js';
import type { Secrets } from './secrets.js';

/** What the servers of a sandbox are started from. */
export interface Grounds {
  readonly place: Place;
  readonly secrets: Secrets;
  readonly callerEnvironment: NodeJS.ProcessEnv;
  readonly endings: Endings;
}

/**
 * Starts PostgreSQL, or joins the one that runs in the place. Data for one run goes when it ends, with the copy of the
 * programs beside it, wherever root's server had to put both.
 */
export function startPostgres({ place, endings }: Grounds): Promise<EmbeddedPostgres> {
  const durability = place.lifetime === 'kept' ? 'full' : 'none';
  const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ directory: place.postgres, durability });
  return endings.started(start, async (server) => {
    await server.stop();
    if (place.lifetime === 'one run') discard(path.dirname(server.directory));
  });
}

/** Starts a simulated Vercel on the preferred port or, when that is taken or none is preferred, on a free one. */
export async function startVercel(
  { secrets, endings, callerEnvironment }: Grounds,
  preferredPort?: number,
  more: Pick<SimulatorOptions, 'moveProviderClock'> = {},
): Promise<VercelSimulator> {
  const { clientId, clientSecret, slug } = secrets;
  const port = await freePort(preferredPort);
  const products = productsIn(callerEnvironment['CATALOG_FILE'] ?? 'config/catalog.yaml');
  const options = { clientId, clientSecret, slug, port, products, ...more };
  const start = (): Promise<VercelSimulator> => VercelSimulator.start(options);
  return endings.started(start, (vercel) => vercel.stop());
}

/** What an app is started on. */
export interface AppGrounds extends Grounds {
  readonly postgres: EmbeddedPostgres;
  readonly vercel: VercelSimulator;
}

/** Starts the app with its workers, on ports as `startVercel`, and points the simulated Vercel at it. */
export async function startApp(grounds: AppGrounds, preferredPort?: number): Promise<AppProcess> {
  const { place, secrets, callerEnvironment, postgres, vercel, endings } = grounds;
  const port = await freePort(preferredPort);
  const env = appEnvironment(callerEnvironment, { secrets, databaseUrl: postgres.url, vercel, port });
  const start = (): AppProcess => AppProcess.start(env, place.log);
  const app = await endings.started(start, async (started) => void (await started.stop()));
  vercel.usePartner(app.url);
  return app;
}
