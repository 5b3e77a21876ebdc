import { centsOf, NotADecimal } from '#libs/money';
import type { VercelInvoice } from '#libs/vercel-api';
import { DomainError, Unprocessable } from '../../../platform/errors/index.js';
import type { PrepaidPlans } from './prepaid-plans.js';

/** What an invoice pays for: cents by holder, in the order of its items. */
export type Grants = ReadonlyMap<string, number>;

/** Not sent, not paid, or not paid yet: it may become paid, and the same request is then taken. */
const MAY_BE_PAID = new Set(['draft', 'pending', 'scheduled', 'invoiced', 'notpaid', 'overdue']);

/** What an invoice of Vercel's grants. @throws what keeps it from being granted, with words for the customer */
export function grantsOf(installationId: string, invoice: VercelInvoice, plans: PrepaidPlans): Grants {
  const { state, externalId, items } = invoice;
  if (MAY_BE_PAID.has(state)) throw notPaid(state);
  if (state !== 'paid') throw refused('The invoice has been refunded or cancelled.', state);
  const isOfCredits = externalId === undefined && items.every(({ billingPlanId }) => plans.isSold(billingPlanId));
  if (!isOfCredits) throw refused('The invoice is not for credits.', 'not_prepayment');
  const grants = new Map<string, number>();
  for (const { resourceId, total } of items) {
    const holder = resourceId ?? installationId;
    grants.set(holder, (grants.get(holder) ?? 0) + readCents(total));
  }
  return grants;
}

/** How much of it has been given back, in cents; what was only asked for is not. */
export function refundedCents({ state, refundTotal, total }: VercelInvoice): number {
  return state === 'refunded' ? readCents(refundTotal ?? total) : 0;
}

/** The customer bought something that is not there: of another installation, or gone. */
export function refused(words: string, reason: string): Unprocessable {
  return new Unprocessable(words, { user: { message: words }, reason });
}

/** Not kept as the answer of the request: once it is paid, a repeat is granted. */
function notPaid(state: string): DomainError {
  const message = 'The invoice has not been paid yet.';
  return new DomainError('busy', 'conflict', message, { user: { message }, reason: state });
}

function readCents(amount: string): number {
  try {
    return centsOf(amount);
  } catch (error) {
    if (error instanceof NotADecimal) throw refused('The amounts of the invoice cannot be read.', 'bad_amount');
    throw error;
  }
}
