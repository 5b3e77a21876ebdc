import type { Settings } from '../../platform/config/index.js';
import { DatabaseServer } from '../../platform/database/index.js';
import type { Scene } from './scene.js';

/** An address at which nothing answers, for an embedded server that would not start. */
const NOWHERE = 'postgres://127.0.0.1:1/none';

/** Looks at a deployment; the embedded server, where it is one, runs for as long as that takes. */
export async function withScene<T>(settings: Settings, look: (scene: Scene) => Promise<T>): Promise<T> {
  if (settings.database.url !== null) return look({ settings, databaseUrl: settings.database.url.reveal() });
  const server = await DatabaseServer.embedded(settings.database.embeddedDir).catch(() => null);
  try {
    return await look({ settings, databaseUrl: server?.url ?? NOWHERE });
  } finally {
    await server?.stop();
  }
}
