import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { createApp } from '../create-app.js';
import { loadSettings, type Settings } from '../platform/config/index.js';
import { DatabaseServer } from '../platform/database/index.js';
import { JobQueue } from '../platform/jobs/index.js';
import { AdminClient } from './admin-client.js';

/** Somewhere to send operations to. */
export interface Connection {
  readonly client: AdminClient;
  close(): Promise<void>;
}

/**
 * The server itself in this process, by the same configuration as any replica: what a command does passes the same checks and leaves the same
 * trace in the audit log, under the name of whoever is logged in on this machine. It works off no jobs. @throws BadConfiguration
 */
export async function ownServer(): Promise<Connection> {
  const key = randomBytes(32).toString('base64url');
  const settings: Settings = loadSettings().forCommand({ name: `terminal:${userInfo().username}`, key });
  const app = await createApp(settings);
  await app.init();
  await app.listen(0, '127.0.0.1');
  const port = new URL(await app.getUrl()).port;
  return {
    client: new AdminClient(`http://127.0.0.1:${port}${settings.http.pathPrefix}`, key),
    close: async () => {
      await app.close();
      await app.get(JobQueue).stop(0);
      await app.get(DatabaseServer).stop();
    },
  };
}
