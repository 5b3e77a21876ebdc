import type { Life, Moment } from '../life/life.js';
import { Acts, type Told } from './acts.js';
import type { Product } from './product.js';

/** A year as it was lived: everything is at Vercel and in the product by then. */
export interface Lived {
  readonly acts: Acts;
  readonly told: Told;
}

const SECOND = 1_000;
const AT_ONCE = 16;

/** Vercel's own calls for credits read their invoice in between: these would not be repeated in a time that stands still. */
const WRITES = { on: 'vercel-api', method: 'POST' } as const;

/** Lives a life: the clock goes from moment to moment, and at each what is due is done. */
export async function live(
  product: Product,
  life: Life,
  look: (acts: Acts, moment: Moment) => Promise<void>,
): Promise<Lived> {
  const acts = new Acts(product);
  const told: Record<string, number> = {};
  for (const moment of life.moments) {
    beginTrouble(product, moment);
    await product.moveTo(moment.at);
    for (const uses of [moment.uses, moment.again])
      for (const [status, count] of Object.entries(await acts.tell(uses))) told[status] = (told[status] ?? 0) + count;
    await actAll(acts, moment);
    await product.moveTo(moment.at + SECOND);
    await settle(product, moment);
    await look(acts, moment);
  }
  return { acts, told };
}

/** Customers act at the same time, each in order; not more of them than are answered in time on a slow machine. */
async function actAll(acts: Acts, moment: Moment): Promise<void> {
  const waiting = [...Map.groupBy(moment.acts, ({ customer }) => customer)];
  const actInTurn = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      for (const { customer, act } of next[1]) await acts.run(customer, act);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, actInTurn));
}

/** Most webhooks are sent as the clock moves. */
function beginTrouble({ server: { vercel } }: Product, { trouble }: Moment): void {
  if (trouble === 'webhooks-reversed') vercel.webhooks.hold();
  vercel.webhooks.multiply(trouble === 'webhooks-twice' ? 2 : 1);
}

async function settle(product: Product, moment: Moment): Promise<void> {
  const { vercel } = product.server;
  const { trouble } = moment;
  if (trouble === 'webhooks-reversed') await vercel.webhooks.release('reversed');
  if (trouble === 'worker-down') return;
  if (trouble === 'vercel-503') vercel.faults.add({ ...WRITES, kind: 'status', status: 503 });
  if (trouble === 'vercel-429') vercel.faults.add({ ...WRITES, kind: 'status', status: 429, times: 50 });
  if (trouble === 'vercel-cuts') vercel.faults.add({ ...WRITES, kind: 'cut-before', times: 50 });
  if (trouble === 'vercel-forgets-to-answer') vercel.faults.add({ ...WRITES, kind: 'cut-after', times: 50 });
  await product.work.settle(moment);
  vercel.faults.clear();
  await vercel.settled();
  await product.work.runJobs();
}
