import type { AutocannonRequest } from 'autocannon';
import { arriveAt, type Customer } from '../customers.js';
import { askAtOnce, offer, percentile } from '../even-load.js';
import { load } from '../load.js';
import { provisionResource, renameResource, showResource, webhookOf } from '../requests.js';
import type { Rig } from '../rig.js';
import type { Rounds } from '../side-by-side.js';
import type { Row } from './row.js';

const WARM_UP_SECONDS = 5;

/** What is asked for, and how long a hundredth of it may wait. */
interface Kind {
  readonly name: string;
  readonly floorMs: number;
  readonly requests: (customers: readonly Customer[]) => readonly AutocannonRequest[];
  /** Bodies are signed, for which the load process of P01 has no hand. */
  readonly isSigned?: true;
}

const KINDS: readonly Kind[] = [
  { name: 'GET resource', floorMs: 50, requests: (customers) => customers.map(showResource) },
  {
    name: 'POST and PATCH resource',
    floorMs: 150,
    requests: (customers) => customers.flatMap((one) => [provisionResource(one), renameResource(one)]),
  },
  { name: 'webhook', floorMs: 50, requests: (customers) => customers.map(webhookOf), isSigned: true },
];

/** P06: what a server that serves the API alone can do, then how long it takes for half of that, offered at an even rate. */
export async function measureLatency(rig: Rig, rounds: Rounds): Promise<Row[]> {
  const server = await rig.startOurs();
  try {
    const customers = await arriveAt(server.url, rig.vercel);
    const rows: Row[] = [];
    for (const kind of KINDS) rows.push(await rowOf(kind, orderOf(rig, kind, server.url, customers), rounds));
    return rows;
  } finally {
    await server.stop();
  }
}

interface Target {
  readonly url: string;
  readonly requests: readonly AutocannonRequest[];
  readonly secret?: string;
}

function orderOf({ vercel }: Rig, { requests, isSigned }: Kind, url: string, customers: readonly Customer[]): Target {
  const secret = isSigned === undefined ? {} : { secret: vercel.integration.clientSecret };
  return { url, requests: requests(customers), ...secret };
}

async function rowOf(kind: Kind, target: Target, { rounds, seconds }: Rounds): Promise<Row> {
  await most(target, WARM_UP_SECONDS);
  const maximum = await most(target, seconds);
  const perSecond = Math.floor(maximum / 2);
  const waits = (await offer({ ...target, perSecond, seconds: seconds * rounds })).toSorted((a, b) => a - b);
  const at = (percent: number): string => `${percentile(waits, percent).toFixed(1)} ms`;
  return {
    id: 'P06',
    measure: `${kind.name}, ${perSecond}/s of at most ${Math.round(maximum)}/s, p99 (p50)`,
    ours: `${at(99)} (${at(50)})`,
    raw: '',
    result: `**${at(99)}**`,
    floor: `${kind.floorMs} ms`,
    goal: `${kind.floorMs / 2} ms`,
  };
}

/** Requests a second when each connection asks again as soon as it has its answer. */
async function most({ url, requests, secret }: Target, seconds: number): Promise<number> {
  if (secret !== undefined) return askAtOnce({ url, requests, secret, seconds });
  return (await load({ url, requests, seconds })).requestsPerSecond;
}
