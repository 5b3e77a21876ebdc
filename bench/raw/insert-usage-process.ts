import { createHash } from 'node:crypto';
import pg from 'pg';
import { BATCH, freshBatch } from '../usage/batch.js';
import type { IngestReport } from '../usage/ingest-process.js';

/** What a process that only inserts is told, as JSON in its first argument. */
export interface InsertOrder {
  readonly databaseUrl: string;
  readonly subjects: readonly string[];
  readonly seconds: number;
}

const CONNECTIONS = 4;
const MS = 1_000;
const INSERT = `INSERT INTO usage_events (received_at, installation_id, event_digest, source, event_id, subject, meter, at, value)
  SELECT now(), 'icfg_raw', digest, '/meters/1', id, subject, 'bench/compute', now(), 0.25
  FROM unnest($1::bytea[], $2::text[], $3::text[]) AS t (digest, id, subject)`;

const order = JSON.parse(process.argv[2] ?? '') as InsertOrder;
const pool = new pg.Pool({ connectionString: order.databaseUrl, max: CONNECTIONS });
const started = performance.now();
let taken = 0;

async function insert(): Promise<void> {
  while (performance.now() - started < order.seconds * MS) {
    const events = freshBatch(order.subjects) as { readonly id: string; readonly subject: string }[];
    const ids = events.map(({ id }) => id);
    const digests = ids.map((id) => createHash('sha256').update(id).digest().subarray(0, 16));
    await pool.query({ name: 'insert', text: INSERT, values: [digests, ids, events.map(({ subject }) => subject)] });
    taken += BATCH;
  }
}

await Promise.all(Array.from({ length: CONNECTIONS }, insert));
const report: IngestReport = { eventsPerSecond: (taken * MS) / (performance.now() - started) };
await pool.end();
process.stdout.write(JSON.stringify(report));
