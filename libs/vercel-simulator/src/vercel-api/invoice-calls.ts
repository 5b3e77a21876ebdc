import type { BillingAccount } from '../billing/billing-account.js';
import { isAmount, toCents } from '../billing/cents.js';
import { invoiceFaults } from '../billing/check-invoice.js';
import type { HeldInvoice } from '../billing/held-invoice.js';
import { refundedCents } from '../billing/invoice-life.js';
import { type Answer, refusal } from '../http/json-answer.js';
import type { VercelCall } from './call.js';
import { contentOf, describedInvoice, type InvoiceBody } from './invoice-body.js';

interface RefundBody {
  readonly reason: string;
  readonly total: string;
}

/** `POST …/billing/invoices`: 409 for an external id that is there, 400 for a broken rule; in test mode rules are told by 200. */
export function submitInvoice({ installation, body, billing }: VercelCall): Answer {
  const given = body as InvoiceBody;
  const account = billing.of(installation.id);
  const taken = [...account.invoices.values()].some(({ externalId }) => externalId === given.externalId);
  if (given.externalId !== undefined && taken)
    return refusal(409, 'conflict', `there is an invoice with the external id ${given.externalId}`);
  const ended = endFault(account, given, installation.state);
  if (ended !== undefined) return refusal(400, 'bad_request', ended);
  const content = contentOf(given);
  const { test, final = false } = given;
  const isChecked = test?.validate !== false;
  const faults = isChecked ? invoiceFaults(account, content, test === undefined ? 'real' : 'test') : [];
  if (faults.length > 0 && test === undefined) return refusal(400, 'invalid_invoice', faults.join('; '));
  if (faults.length > 0) return { status: 200, body: { test: true, validationErrors: faults } };
  const wish = test && { result: test.result ?? 'paid' };
  const nature = { kind: 'subscription', final, test: wish, grant: 'none', isTopUp: false } as const;
  const { invoiceId } = billing.add(account, content, nature);
  return { status: 200, body: { invoiceId, ...(test !== undefined && { test: true }) } };
}

/** `GET …/billing/invoices/{invoiceId}`. */
export function getInvoice(call: VercelCall): Answer {
  return withInvoice(call, (invoice) => ({ status: 200, body: describedInvoice(invoice) }));
}

/** `POST …/billing/invoices/{invoiceId}/actions`: a refund, all of them together at most the total; one at a time. */
export function refundInvoice(call: VercelCall): Answer {
  const { reason, total } = call.body as RefundBody;
  return withInvoice(call, (invoice) => {
    if (invoice.state === 'refund_requested') return refusal(409, 'conflict', 'a refund is already requested');
    if (invoice.state === 'draft') return refusal(400, 'bad_request', 'the invoice was not sent to the customer');
    const isTooMuch = toCents(total) + refundedCents(invoice) > toCents(invoice.total);
    if (!isAmount(total) || isTooMuch)
      return refusal(400, 'bad_request', `the total must be an amount, with earlier refunds at most ${invoice.total}`);
    call.billing.life.requestRefund(invoice, { amount: total, reason }, call.now);
    return { status: 204 };
  });
}

/** Why this installation takes no invoice, or not this one, whatever it says. */
function endFault(account: BillingAccount, { final }: InvoiceBody, state: string): string | undefined {
  if (account.finalized) return 'the installation is finalized';
  if ([...account.invoices.values()].some((invoice) => invoice.final)) return 'the final invoice was submitted';
  const isEarly = final === true && state !== 'pending-deletion';
  return isEarly ? 'final is only possible while the installation is pending deletion' : undefined;
}

function withInvoice({ installation, values, billing }: VercelCall, then: (invoice: HeldInvoice) => Answer): Answer {
  const invoice = billing.of(installation.id).invoices.get(values['invoiceId'] ?? '');
  return invoice ? then(invoice) : refusal(404, 'not_found', `no invoice ${values['invoiceId']}`);
}
