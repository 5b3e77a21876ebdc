import type { HeldInvoice } from '../../../libs/vercel-simulator/src/billing/held-invoice.js';
import { type Books, chargedOf } from '../model/charges.js';
import type { History } from '../model/history.js';
import type { Acts } from '../run/acts.js';
import type { Product } from '../run/product.js';
import { centsOf } from './cents.js';

const MINIMUM_CENTS = 50n;

/** What the product says that it has charged, and that is not on an invoice. */
const KEPT_BACK = `SELECT a.installation_id AS id, a.carried_cents::text AS carried, coalesce(sum(p.cents), 0)::text AS "writtenOff"
  FROM billing_accounts a LEFT JOIN billing_periods p ON p.installation_id = a.installation_id AND p.outcome = 'written-off'
  GROUP BY a.installation_id, a.carried_cents`;

interface KeptBack {
  readonly id: string;
  readonly carried: string;
  readonly writtenOff: string;
}

/** What Vercel has been told to charge, against the model, to the cent; what differs. */
export async function chargeFaults(
  { product, acts }: { readonly product: Product; readonly acts: Acts },
  histories: readonly History[],
  books: Books,
): Promise<readonly string[]> {
  const rows = await product.sql<KeptBack & Record<string, unknown>>(KEPT_BACK);
  const keptBack = new Map(rows.map((row) => [row.id, row]));
  return histories.flatMap((history) => {
    const team = acts.team(history.customer);
    const invoices = team.billing.invoices().filter(({ kind }) => kind === 'subscription');
    const kept = keptBack.get(team.installation().id);
    const faults = [
      ...sumFaults(history, invoices, kept, books),
      ...invoices.flatMap(lineFaults),
      ...onceFaults(invoices),
    ];
    return faults.map((fault) => `charges of ${history.customer} at ${new Date().toISOString()}: ${fault}`);
  });
}

function sumFaults(
  history: History,
  invoices: readonly HeldInvoice[],
  { carried = '0', writtenOff = '0' }: Partial<KeptBack> = {},
  books: Books,
): readonly string[] {
  const { cents, isFinal } = chargedOf(history, books);
  const invoiced = invoices.reduce((sum, { total }) => sum + centsOf(total), 0n);
  const left = BigInt(carried) + BigInt(writtenOff);
  return [
    ...(invoiced + left === cents ? [] : [`${invoiced} on invoices and ${left} kept back, not ${cents}`]),
    ...(left < MINIMUM_CENTS ? [] : [`${left} kept back is enough for an invoice`]),
    ...(isFinal && carried !== '0' ? [`${carried} is carried to nowhere`] : []),
  ];
}

function lineFaults({ invoiceId, items, discounts, total }: HeldInvoice): readonly string[] {
  const lines = items.reduce((sum, item) => sum + centsOf(item.total), 0n);
  const off = discounts.reduce((sum, discount) => sum + centsOf(discount.amount), 0n);
  return [
    ...(lines - off === centsOf(total)
      ? []
      : [`the lines of ${invoiceId} come to ${lines} less ${off}, not to ${total}`]),
    ...(centsOf(total) >= MINIMUM_CENTS ? [] : [`${invoiceId} is too small`]),
  ];
}

/** Each external id, and each resource, plan and period, is on one invoice. */
function onceFaults(invoices: readonly HeldInvoice[]): readonly string[] {
  const keys = invoices.flatMap(({ externalId, items, period }) => {
    const accounts = new Set(items.map(({ resourceId, billingPlanId }) => `${resourceId} ${billingPlanId}`));
    const dates = `${period.start.toISOString()} ${period.end.toISOString()}`;
    return [`external id ${externalId}`, ...[...accounts].map((account) => `${account} ${dates}`)];
  });
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `twice: ${key}`);
}
