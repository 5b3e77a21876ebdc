import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { isTransient } from './postgres-errors.js';

/** As long as a restart of the server, or the start of everything at once, may take. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;
const CONNECT_MS = 3_000;

const logger = new Logger('Database');

/** Resolves once a connection could be made; throws at once what waiting cannot mend, such as a wrong password. */
export async function untilReachable(url: string, patienceMs: number = PATIENCE_MS): Promise<void> {
  const started = performance.now();
  for (let told = false; ; told = true) {
    try {
      return await touch(url);
    } catch (error) {
      if (!isTransient(error) || performance.now() - started > patienceMs) throw error;
      if (!told) logger.warn('Waiting for the database', { err: error });
    }
    await pause(PAUSE_MS);
  }
}

async function touch(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined);
  await client.connect();
  await client.end();
}
