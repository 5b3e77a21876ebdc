import { createApp } from '../../src/create-app.js';
import { readSettings } from '../../src/platform/config/index.js';
import { fill } from './install-all.js';

/** What the process that fills a database with customers is told, as JSON in its first argument. */
export interface PrepareOrder {
  readonly env: Readonly<Record<string, string>>;
  readonly installations: number;
}

const order = JSON.parse(process.argv[2] ?? '') as PrepareOrder;
const app = await createApp(readSettings(order.env));
await app.init();
const client = await fill(app, order);
await client.end();
await app.close();
process.exit(0);
