import type { HeldInvoice } from '../../../libs/vercel-simulator/src/billing/held-invoice.js';
import type { History } from '../model/history.js';
import type { Acts } from '../run/acts.js';
import type { Product } from '../run/product.js';
import { centsOf } from './cents.js';

const INVOICES = `SELECT installation_id AS id, external_id AS "externalId", vercel_id AS "vercelId", state,
    total_cents::text AS total, refunded_cents::text AS refunded FROM invoices`;

interface Written {
  readonly id: string;
  readonly externalId: string;
  readonly vercelId: string | null;
  readonly state: string;
  readonly total: string;
  readonly refunded: string;
}

/** Whether the product knows of every invoice what Vercel does, in the end. */
export async function invoiceFaults(
  { product, acts }: { readonly product: Product; readonly acts: Acts },
  histories: readonly History[],
): Promise<readonly string[]> {
  const rows = await product.sql<Written & Record<string, unknown>>(INVOICES);
  const written = Map.groupBy(rows, ({ id }) => id);
  return histories.flatMap(({ customer }) => {
    const team = acts.team(customer);
    const own = written.get(team.installation().id) ?? [];
    const held = team.billing.invoices().filter(({ kind }) => kind === 'subscription');
    const here = own.map(({ vercelId, externalId, state, total, refunded }) =>
      [vercelId, externalId, state, total, refunded].join(' '),
    );
    const there = held.map((invoice) => saidOf(invoice));
    const differing = [...here.filter((one) => !there.includes(one)), ...there.filter((one) => !here.includes(one))];
    return differing.map((one) => `invoice of ${customer}: ${one} is not the same here and there`);
  });
}

function saidOf({ invoiceId, externalId, state, total, refunds }: HeldInvoice): string {
  const refunded = refunds.reduce((sum, { amount }) => sum + centsOf(amount), 0n);
  return [invoiceId, externalId, state, centsOf(total), refunded].join(' ');
}
