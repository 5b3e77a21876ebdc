import pg from 'pg';
import { createApp } from '../../src/create-app.js';
import { readSettings } from '../../src/platform/config/index.js';
import { subscribe } from './customers.js';
import { installAll } from './install-all.js';

/** What the process that fills a database with customers is told, as JSON in its first argument. */
export interface PrepareOrder {
  readonly env: Readonly<Record<string, string>>;
  readonly installations: number;
}

const order = JSON.parse(process.argv[2] ?? '') as PrepareOrder;
const app = await createApp(readSettings(order.env));
await app.init();
const client = new pg.Client({ connectionString: order.env['DATABASE_URL'] });
await client.connect();
await installAll(client, app, order.installations);
await subscribe(client);
await client.end();
await app.close();
process.exit(0);
