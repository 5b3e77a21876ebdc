import type { BillingDiscount, BillingItem, PrepaymentBalance, UsageItem } from '#libs/vercel-contract';
import { interimFaults } from '../billing/check-interim.js';
import { type Answer, refusal } from '../http/json-answer.js';
import type { VercelCall } from './call.js';

interface InterimBody {
  readonly timestamp: string;
  readonly eod: string;
  readonly period: { readonly start: string; readonly end: string };
  readonly billing:
    | readonly BillingItem[]
    | { readonly items: readonly BillingItem[]; readonly discounts?: readonly BillingDiscount[] };
  readonly usage: readonly UsageItem[];
}

interface BalancesBody {
  readonly timestamp: string;
  readonly balances: readonly PrepaymentBalance[];
}

/** `POST …/billing`: what the customer is shown until there is an invoice; an older word than the last changes nothing. */
export function submitBillingData({ installation, body, billing, now }: VercelCall): Answer {
  const given = body as InterimBody;
  const data = {
    timestamp: new Date(given.timestamp),
    eod: new Date(given.eod),
    period: { start: new Date(given.period.start), end: new Date(given.period.end) },
    items: 'items' in given.billing ? given.billing.items : given.billing,
    discounts: 'items' in given.billing ? (given.billing.discounts ?? []) : [],
    usage: given.usage,
  };
  const faults = interimFaults(data, now);
  if (faults.length > 0) return refusal(400, 'bad_request', faults.join('; '));
  billing.of(installation.id).takeInterim(data);
  return { status: 201 };
}

/** `POST …/billing/balance`: what is left of prepayments; when it is little, Vercel buys more for who wished so. */
export function submitBalances({ installation, body, billing, topUp }: VercelCall): Answer {
  const { timestamp, balances } = body as BalancesBody;
  if (billing.of(installation.id).takeBalances(new Date(timestamp), balances)) topUp(installation);
  return { status: 201 };
}

/** `POST …/billing/finalize`: no more invoices come; the installation goes as soon as nothing is open. */
export function finalize({ installation, billing }: VercelCall): Answer {
  if (installation.state !== 'pending-deletion')
    return refusal(400, 'bad_request', 'nobody has asked to uninstall this installation');
  billing.of(installation.id).finalized = true;
  return { status: 204 };
}
