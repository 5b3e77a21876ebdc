import type { Team } from '#libs/vercel-simulator';
import { unless } from '../ground.js';
import { IS_WHOLE } from '../sample.js';
import type { Stage } from '../stage.js';
import type { Flow } from './flow.js';
import { invoiceFaults, type When } from './invoiced.js';
import { eventsOf } from './push.flow.js';

/** Customers who come together, an hour apart: a month goes by for all of them at once, and yet each period ends alone. */
const TOGETHER = IS_WHOLE ? 24 : 6;
const HOUR = 3_600;
const TEN_MINUTES = 600;
/** The fee, and 2.5 hours. */
const TOTAL = '20.25';

const PERIOD_END = 'SELECT period_end FROM billing_accounts WHERE installation_id = $1';
const CLOSED = `SELECT outcome, cents::float AS cents FROM billing_periods WHERE installation_id = $1 AND period_end = $2`;

interface Customer {
  readonly team: Team;
  readonly end: Date;
}

const waiting = new WeakMap<Stage, Customer[]>();

/** Closes a period, and invoices it. */
export const PERIOD: Flow = {
  title: 'closes a period and invoices it',
  begin: async (stage, { name }) => {
    const { team, end } = await next(stage, name);
    const { id: installationId } = team.installation();
    let isOver = false;
    const faults = async (when: When): Promise<readonly string[]> => {
      const closed = await stage.sql(CLOSED, [installationId, end]);
      const isInvoiced = closed.length === 1 && closed[0]?.['outcome'] === 'invoiced' && closed[0]['cents'] === 2_025;
      return [
        ...unless(isInvoiced, `what became of the period: ${JSON.stringify(closed)}`),
        ...(await invoiceFaults(stage, installationId, { totals: [TOTAL], before: end }, when)),
      ];
    };
    return {
      marks: [installationId],
      leaseSeconds: 120,
      ask: async () => {
        if (!isOver) await reach(stage, end, 1);
        isOver = true;
      },
      standing: async () => [],
      faults: async (outcome) => (outcome === 'had' ? faults('at once') : []),
      faultsLater: () => faults('later'),
    };
  },
};

/** Whose period ends next, ten minutes before it does. */
async function next(stage: Stage, name: string): Promise<Customer> {
  const known = waiting.get(stage) ?? [];
  const [first, ...others] = known.length > 0 ? known : await together(stage, name);
  if (first === undefined) throw new Error('nobody has come');
  waiting.set(stage, [...others]);
  await reach(stage, first.end, -TEN_MINUTES);
  await stage.settled();
  return first;
}

async function together(stage: Stage, name: string): Promise<Customer[]> {
  const customers: Customer[] = [];
  for (let count = 1; count <= TOGETHER; count += 1) {
    const team = stage.vercel.team(`${name}, ${count}`);
    const { id: installationId } = await team.install();
    const { id } = await team.provision({ product: 'postgres', plan: 'pro', name: 'sold' });
    const events = eventsOf(id, await stage.advance(1), ['2', '0.5']);
    await stage.ownCall('meter', { method: 'POST', path: '/usage/v1/events', body: events });
    const [row] = await stage.sql(PERIOD_END, [installationId]);
    customers.push({ team, end: row?.['period_end'] as Date });
    await stage.advance(HOUR);
  }
  return customers;
}

/** Lets time go by until so many seconds after an instant, unless that is over. */
async function reach(stage: Stage, instant: Date, seconds: number): Promise<void> {
  const now = await stage.advance(0);
  const left = Math.ceil((instant.getTime() - now.getTime()) / 1_000) + seconds;
  if (left > 0) await stage.advance(left);
}
