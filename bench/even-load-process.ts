import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import type { AutocannonRequest } from 'autocannon';

/** What a run is told, as JSON in its first argument. */
export interface EvenOrder {
  readonly url: string;
  /** At an even rate; absent: each as soon as the one before has its answer, as many at once as there are requests. */
  readonly perSecond?: number;
  readonly seconds: number;
  /** In turn; `[<id>]` in a header or a body becomes unique to each request. */
  readonly requests: readonly AutocannonRequest[];
  /** Signs bodies as Vercel signs webhooks. */
  readonly secret?: string;
}

/** What it prints, as JSON: milliseconds from the moment that a request was due to the end of its answer, in order of size. */
export interface EvenReport {
  readonly waits: readonly number[];
  /** Answers other than 2xx, and connections lost. */
  readonly failures: readonly string[];
}

/** More than can be under way at half of what a server can do. */
const CONNECTIONS = 256;
const MS = 1_000;

const order = JSON.parse(process.argv[2] ?? '') as EvenOrder;
const pool = new Pool(order.url, { connections: CONNECTIONS, pipelining: 1 });
const waits: number[] = [];
const failures: string[] = [];

/** What becomes late because others are slow waits, too: it is counted from its moment on. */
async function ask(template: AutocannonRequest, due: number): Promise<void> {
  const id = randomUUID();
  const { method, path, body } = template;
  const text = body?.replaceAll('[<id>]', id);
  const headers = Object.fromEntries(
    Object.entries(template.headers).map(([name, value]) => [name, value.replaceAll('[<id>]', id)]),
  );
  if (order.secret !== undefined && text !== undefined)
    headers['x-vercel-signature'] = createHmac('sha1', order.secret).update(text).digest('hex');
  try {
    const answer = await pool.request({
      method,
      path,
      headers,
      ...(text !== undefined && { body: text }),
    });
    await answer.body.dump();
    waits.push(performance.now() - due);
    if (answer.statusCode >= 300) failures.push(String(answer.statusCode));
  } catch (error) {
    failures.push(String(error));
  }
}

const started = performance.now();

async function askEvenly(perSecond: number): Promise<void> {
  const asked: Promise<void>[] = [];
  const all = Math.round(perSecond * order.seconds);
  while (asked.length < all) {
    const due = Math.min(all, Math.floor(((performance.now() - started) / MS) * perSecond) + 1);
    while (asked.length < due) {
      const template = order.requests[asked.length % order.requests.length];
      if (template === undefined) throw new Error('Nothing to ask');
      asked.push(ask(template, started + (asked.length * MS) / perSecond));
    }
    await pause(1);
  }
  await Promise.all(asked);
}

async function askAtOnce(template: AutocannonRequest): Promise<void> {
  while (performance.now() - started < order.seconds * MS) await ask(template, performance.now());
}

await (order.perSecond === undefined ? Promise.all(order.requests.map(askAtOnce)) : askEvenly(order.perSecond));
await pool.close();
const report: EvenReport = { waits: waits.toSorted((a, b) => a - b), failures };
process.stdout.write(JSON.stringify(report));
