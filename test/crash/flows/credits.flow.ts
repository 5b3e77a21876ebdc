import type { Team } from '#libs/vercel-simulator';
import { Ground, unless } from '../ground.js';
import type { Stage } from '../stage.js';
import type { Act, Flow } from './flow.js';

const LEDGER = `SELECT coalesce(sum(cents), 0)::float AS cents FROM ledger_entries WHERE installation_id = $1`;
const BALANCES = /\/billing\/balance$/;

/** A team with credits to buy. */
interface Buyer {
  readonly stage: Stage;
  readonly team: Team;
  readonly installationId: string;
  readonly resourceId: string;
}

async function buyer(stage: Stage, team: Team): Promise<Buyer> {
  const { id: installationId } = await team.install();
  const { id: resourceId } = await team.provision({ product: 'postgres', plan: 'credits', name: 'sold' });
  return { stage, team, installationId, resourceId };
}

/** Buys credits at Vercel, which has them granted. */
export const PURCHASE: Flow = {
  title: 'grants what was bought',
  begin: async (stage, team) => {
    const who = await buyer(stage, team);
    const { resourceId } = who;
    const options = { idempotencyKey: 'the-key' };
    const ask = (): Promise<unknown> => {
      const [bought] = team.billing.invoices();
      if (bought !== undefined) return team.billing.grant(bought.invoiceId, options);
      return team.billing.buyCredits({ amount: '10.00', resourceId }, options);
    };
    return actOf(who, ask, { cents: 1_000, actions: ['credits.purchased'] });
  },
};

/** Has a purchase refunded by Vercel's support, which Vercel tells by a webhook. */
export const CREDITS_REFUND: Flow = {
  title: 'takes back credits that were refunded',
  begin: async (stage, team) => {
    const who = await buyer(stage, team);
    const { invoiceId } = await team.billing.buyCredits({ amount: '10.00', resourceId: who.resourceId });
    const ask = async (): Promise<void> => {
      if (team.billing.invoices()[0]?.refunds.length === 0) team.billing.refund(invoiceId, { amount: '4.00' });
      await stage.vercel.settled();
    };
    return actOf(who, ask, { cents: 600, actions: ['credits.purchased', 'credits.taken-back'] });
  },
};

interface Expected {
  readonly cents: number;
  /** Each on record once. */
  readonly actions: readonly string[];
}

function actOf({ stage, team, installationId, resourceId }: Buyer, ask: Act['ask'], { cents, actions }: Expected): Act {
  const ground = new Ground(stage);
  const faults = async (): Promise<readonly string[]> => {
    const [ledger] = await stage.sql(LEDGER, [installationId]);
    const told = team.billing.account().balances?.byTarget.get(resourceId)?.currencyValueInCents;
    const times = await Promise.all(actions.map((action) => ground.times(installationId, action)));
    return [
      ...unless(ledger?.['cents'] === cents, `the ledger comes to ${ledger?.['cents']} cents`),
      ...unless(told === cents, `Vercel was told of ${told} cents`),
      ...unless(
        times.every((count) => count === 1),
        `on record: ${actions.join()} ${times.join()} times`,
      ),
    ];
  };
  return {
    marks: [installationId, ...team.billing.invoices().map(({ invoiceId }) => invoiceId)],
    ask,
    standing: async () => inOrder(stage, installationId),
    faults: async (outcome) => [...inOrder(stage, installationId), ...(outcome === 'had' ? await faults() : [])],
    faultsLater: faults,
  };
}

/** Each timestamp under which balances were pushed is newer than all before. */
function inOrder({ vercel }: Stage, installationId: string): readonly string[] {
  const pushed = vercel.record.calls.filter(
    (call) => call.installationId === installationId && BALANCES.test(call.path),
  );
  const stamps = pushed.map(({ body }) => Date.parse((body as { timestamp: string }).timestamp));
  return unless(
    stamps.every((stamp, index) => stamp > (stamps[index - 1] ?? 0)),
    `balances were pushed under ${stamps.join()}`,
  );
}
