import type { AutocannonRequest } from 'autocannon';
import { arriveAt, type Customer } from '../customers.js';
import { provisionResource, showResource } from '../requests.js';
import type { Rig } from '../rig.js';
import { type Rounds, sideBySide } from '../side-by-side.js';
import type { Row } from './row.js';

/** What is compared, and how far below the baseline it may stay. */
interface Contest {
  readonly id: string;
  readonly measure: string;
  readonly floor: string;
  readonly goal: string;
  readonly request: (customer: Customer) => AutocannonRequest;
}

const GET: Contest = { id: 'P01', measure: 'GET resource', floor: '0.45', goal: '0.80', request: showResource };
const POST: Contest = { id: 'P02', measure: 'POST resource', floor: '0.60', goal: '0.85', request: provisionResource };

const DURABLE: Contest = { ...POST, measure: 'POST resource, fsync on' };

export const measureGet = (rig: Rig, rounds: Rounds): Promise<Row[]> => measure(rig, rounds, GET);
export const measurePost = (rig: Rig, rounds: Rounds): Promise<Row[]> => measure(rig, rounds, POST);
export const measureDurablePost = (rig: Rig, rounds: Rounds): Promise<Row[]> => measure(rig, rounds, DURABLE);

async function measure(rig: Rig, rounds: Rounds, contest: Contest): Promise<Row[]> {
  const ours = await rig.startOurs();
  const raw = await rig.startRaw();
  try {
    const customers = await arriveAt(ours.url, rig.vercel);
    const requests = customers.map((customer) => contest.request(customer));
    const { spread, ...found } = await sideBySide({ ours, raw }, requests, rounds);
    const [lowest, highest] = spread.map((ratio) => ratio.toFixed(2));
    const { id, floor, goal } = contest;
    return [
      {
        id,
        measure: `${contest.measure}, requests/s`,
        ours: String(Math.round(found.ours)),
        raw: String(Math.round(found.raw)),
        result: `**${found.ratio.toFixed(2)}** (${lowest} to ${highest})`,
        floor,
        goal,
      },
    ];
  } finally {
    await ours.stop();
    await raw.stop();
  }
}
