import { BATCH, freshBatch } from './batch.js';

/** What the process of a meter is told, as JSON in its first argument. */
export interface IngestOrder {
  readonly url: string;
  readonly key: string;
  readonly subjects: readonly string[];
  readonly seconds: number;
  /** Of each batch, how many were told by the batch before. */
  readonly repeated: number;
}

/** What it prints, as JSON. */
export interface IngestReport {
  readonly eventsPerSecond: number;
}

const CONNECTIONS = 4;
const MS = 1_000;

const order = JSON.parse(process.argv[2] ?? '') as IngestOrder;
const headers = { authorization: `Bearer ${order.key}`, 'content-type': 'application/cloudevents-batch+json' };
const started = performance.now();
let taken = 0;

async function tell(): Promise<void> {
  let batch = freshBatch(order.subjects);
  while (performance.now() - started < order.seconds * MS) {
    const answer = await fetch(order.url, { method: 'POST', headers, body: JSON.stringify(batch) });
    const text = await answer.text();
    if (answer.status !== 200 || text.includes('"rejected"'))
      throw new Error(`A batch was not taken: ${answer.status}`);
    taken += BATCH;
    batch = freshBatch(order.subjects, batch.slice(BATCH - order.repeated));
  }
}

await Promise.all(Array.from({ length: CONNECTIONS }, tell));
const report: IngestReport = { eventsPerSecond: (taken * MS) / (performance.now() - started) };
process.stdout.write(JSON.stringify(report));
