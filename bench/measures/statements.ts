import { arriveAt, type Customer } from '../customers.js';
import { provisionResource, showResource } from '../requests.js';
import type { Rig } from '../rig.js';
import { tapWire, type WireTap } from '../wire-tap.js';
import type { AutocannonRequest } from 'autocannon';
import type { Row } from './row.js';

/** P09: statements that one request sends to the database when everything is warm, counted on the wire. */
export async function measureStatements(rig: Rig): Promise<Row[]> {
  const tap = await tapWire(rig.databaseUrl);
  const server = await rig.startOurs({ DATABASE_URL: tap.url });
  try {
    const [customer] = await arriveAt(server.url, rig.vercel);
    if (customer === undefined) throw new Error('No customer came');
    const target = { tap, url: server.url };
    return [
      row('GET resource', await count(target, customer, showResource), 1),
      row('POST resource', await count(target, customer, provisionResource), 8),
    ];
  } finally {
    await server.stop();
    await tap.close();
  }
}

/** The least of some requests, since the clock's own reading may fall into one. */
async function count(
  { tap, url }: { readonly tap: WireTap; readonly url: string },
  customer: Customer,
  request: (customer: Customer) => AutocannonRequest,
): Promise<number> {
  const counts: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    const { method, path, headers, body } = request(customer);
    tap.taken();
    const keyed = headers['idempotency-key'] === undefined ? headers : { ...headers, 'idempotency-key': `key-${time}` };
    const answer = await fetch(url + path, { method, headers: keyed, ...(body === undefined ? {} : { body }) });
    if (!answer.ok) throw new Error(`${method} was answered by ${answer.status}`);
    await answer.arrayBuffer();
    counts.push(tap.taken().length);
  }
  return Math.min(...counts);
}

function row(what: string, found: number, limit: number): Row {
  const result = String(found);
  return {
    id: 'P09',
    measure: `${what}, SQL statements`,
    ours: result,
    raw: '',
    result,
    floor: String(limit),
    goal: '',
  };
}
