import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrateDatabase } from '../../src/platform/database/index.js';
import { busyCustomer, Company, ownArchive } from '../company/index.js';
import { discard, Endings, secretsIn, startApp, startPostgres, startVercel, throwAwayPlace } from '../servers/index.js';
import { Photographer } from './photographer.js';
import { toursOf } from './tours.js';

// From `dist/sandbox/screenshots`.
const DIRECTORY = fileURLToPath(new URL('../../../docs/images/', import.meta.url));

const endings = new Endings();
try {
  const place = await endings.started(throwAwayPlace, ({ directory }) => discard(directory));
  const secrets = secretsIn(place.secrets);
  const grounds = { place, secrets, callerEnvironment: process.env, endings };
  const postgres = await startPostgres(grounds);
  await migrateDatabase(postgres.url);
  const vercel = await startVercel(grounds);
  const app = await startApp({ ...grounds, postgres, vercel });
  const { state } = await app.ready();
  if (state !== 'ready') throw new Error(`the app does not become ready: ${state}\n${app.lastLines()}`);
  const { adminKey, usageKey } = secrets;
  const customer = await busyCustomer(new Company({ url: app.url, adminKey, usageKey, vercel }), vercel);
  await ownArchive(postgres.url, customer.team.installation().id);
  const photographer = await endings.started(
    () => Photographer.start(DIRECTORY),
    (started) => started.stop(),
  );
  mkdirSync(DIRECTORY, { recursive: true });
  for (const tour of toursOf(app.url, vercel, customer)) await photographer.take(tour);
} finally {
  await endings.run();
}
