import type { INestApplicationContext } from '@nestjs/common';
import pg from 'pg';
import { InstallationToken } from '../../src/modules/installations/installation-token.js';
import { Secret } from '../../src/platform/crypto/index.js';
import { install, subscribe } from './customers.js';

const BATCH = 5_000;

/** So many customers of Vercel, each under a token that the app has sealed. */
async function installAll(client: pg.Client, app: INestApplicationContext, installations: number): Promise<void> {
  const token = app.get(InstallationToken, { strict: false });
  for (let from = 0; from < installations; from += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, installations - from) }, (_none, place) => `icfg_${from + place}`);
    const tokens = ids.map((id) => token.seal(id, Secret.of(`token-${id}`)).data);
    await install(client, ids, tokens);
  }
}

/** As many, each with all that a push tells, by a connection that is the caller's to end. */
export async function fill(
  app: INestApplicationContext,
  { env, installations }: { readonly env: Readonly<Record<string, string>>; readonly installations: number },
): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env['DATABASE_URL'] });
  await client.connect();
  await installAll(client, app, installations);
  await subscribe(client);
  return client;
}
