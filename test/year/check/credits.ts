import type { Team } from '#libs/vercel-simulator';
import type { HeldInvoice } from '../../../libs/vercel-simulator/src/billing/held-invoice.js';
import type { Moment } from '../life/life.js';
import { burntOf } from '../model/credits.js';
import type { History } from '../model/history.js';
import type { PlanTariff } from '../model/prices.js';
import type { Acts } from '../run/acts.js';
import type { Product } from '../run/product.js';
import { centsOf } from './cents.js';

/** So far back begins what is done at one stop. */
const STOP_MS = 2_000;

/** `news`: what was entered at this stop, the newest first. */
const LEDGER = `SELECT installation_id AS id, holder, sum(cents)::text AS left,
    (count(*) FILTER (WHERE kind = 'purchase'))::int AS purchases,
    coalesce(array_agg(cents::text ORDER BY number DESC) FILTER (WHERE at > $1), '{}') AS news
  FROM ledger_entries GROUP BY installation_id, holder`;

interface Holder {
  readonly id: string;
  readonly holder: string;
  readonly left: string;
  readonly purchases: number;
  readonly news: readonly string[];
}

/** What is left of credits, for the product and as Vercel was told, against purchases less refunds less what the model has used up. */
export async function creditFaults(
  { product, acts }: { readonly product: Product; readonly acts: Acts },
  histories: readonly History[],
  { tariffs, moment }: { readonly tariffs: ReadonlyMap<string, PlanTariff>; readonly moment: Moment },
): Promise<readonly string[]> {
  const rows = await product.sql<Holder & Record<string, unknown>>(LEDGER, [new Date(Date.now() - STOP_MS)]);
  const ledgers = Map.groupBy(rows, ({ id }) => id);
  return histories.flatMap((history) => {
    if (history.leftAt !== null || !(moment.isNight || isPrepaid(history))) return [];
    const team = acts.team(history.customer);
    const holders = ledgers.get(team.installation().id) ?? [];
    const bought = team.billing.invoices().filter(({ kind, grant }) => kind === 'prepayment' && grant === 'done');
    const left = bought.reduce((sum, invoice) => sum + worthOf(invoice), 0n) - burntOf(history, Date.now(), tariffs);
    const faults = [
      ...ledgerFaults(holders, left, bought.length),
      ...(moment.isShown ? toldFaults(team, holders) : []),
    ];
    return faults.map((fault) => `credits of ${history.customer} at ${new Date().toISOString()}: ${fault}`);
  });
}

/** What becomes known late of one that is not there any more is found by night. */
function isPrepaid({ stays }: History): boolean {
  return stays.some(({ plan, end }) => plan === 'credits' && end === null);
}

/** Each purchase is granted once, and every cent is somewhere. */
function ledgerFaults(holders: readonly Holder[], expected: bigint, bought: number): readonly string[] {
  const left = holders.reduce((sum, holder) => sum + BigInt(holder.left), 0n);
  const purchases = holders.reduce((sum, holder) => sum + holder.purchases, 0);
  return [
    ...(left === expected ? [] : [`${left} are left, not ${expected}`]),
    ...(purchases === bought ? [] : [`${bought} purchases are granted ${purchases} times`]),
  ];
}

/** What Vercel was told last of the resources that are there: not before this stop, at which perhaps more was entered afterwards. */
function toldFaults(team: Team, holders: readonly Holder[]): readonly string[] {
  const { balances } = team.billing.account();
  return [...team.installation().resources.keys()].flatMap((id) => {
    const told = balances?.byTarget.get(id)?.currencyValueInCents;
    const lefts = leftsOf(holders.find(({ holder }) => holder === id));
    return told === undefined || lefts.includes(told)
      ? []
      : [`Vercel was told that ${told} are left of ${id}, not ${lefts.join(', or before ')}`];
  });
}

/** What is left now, and what was at this stop. */
function leftsOf({ left = '0', news = [] }: Partial<Holder> = {}): readonly number[] {
  let before = Number(left);
  return [before, ...news.map((cents) => (before -= Number(cents)))];
}

function worthOf({ total, refunds }: HeldInvoice): bigint {
  return refunds.reduce((sum, { amount }) => sum - centsOf(amount), centsOf(total));
}
