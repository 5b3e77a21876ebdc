import { resolveSources } from './source-resolution.js';

/**
 * A process that owns or joins a server, for tests to kill. Prints what it got, or why it got nothing, as one line.
 * An interrupt makes it drain like the app does: it still uses the database, and then stops it.
 */
const [directory] = process.argv.slice(2);
resolveSources();
const { startEmbeddedPostgres } = await import('./embedded/index.ts');
const { Client } = await import('pg');

async function drain(server) {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query("SELECT 'drained' AS answer FROM pg_sleep(0.05)");
  await client.end();
  await server.stop();
  console.log(JSON.stringify(rows[0]));
  process.exit(0);
}

try {
  const server = await startEmbeddedPostgres({ directory, durability: 'none', log: (line) => console.error(line) });
  process.on('SIGINT', () => void drain(server));
  const { url, port, pid, startedHere, directory: home } = server;
  console.log(JSON.stringify({ url, port, pid, startedHere, home }));
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(JSON.stringify({ name: error.name, message: error.message }));
}
