import type { TeamBilling } from '../team/team-billing.js';
import { BadControlRequest, type ControlCall, type ControlRoute, maybeText, ok, text } from './control-call.js';
import { describeBilling } from './describe.js';

const TEAM = '/_simulator/v1/teams/:team';
const INVOICE = `${TEAM}/invoices/:invoice`;

/** What a team and Vercel's support do about money. */
export const BILLING_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: `${TEAM}/billing`, handler: (call) => ok(describeBilling(billing(call).account())) },
  { method: 'POST', path: `${INVOICE}/pay`, handler: (call) => ok(billing(call).pay(invoice(call))) },
  { method: 'POST', path: `${INVOICE}/fail`, handler: (call) => ok(billing(call).failPayment(invoice(call))) },
  {
    method: 'POST',
    path: `${INVOICE}/refund`,
    handler: (call) => {
      const wish = { ...maybeText(call.body, 'amount'), ...maybeText(call.body, 'reason') };
      return ok(billing(call).refund(invoice(call), wish));
    },
  },
  {
    method: 'POST',
    path: `${INVOICE}/grant`,
    handler: async (call) => ok(await billing(call).grant(invoice(call))),
  },
  {
    method: 'POST',
    path: `${TEAM}/credits`,
    handler: async (call) => {
      const purchase = { amount: text(call.body, 'amount'), ...maybeText(call.body, 'resourceId') };
      return { status: 201, body: await billing(call).buyCredits(purchase) };
    },
  },
  { method: 'PUT', path: `${TEAM}/card`, handler: useCard },
  { method: 'PUT', path: `${TEAM}/top-up`, handler: topUp },
];

function useCard(call: ControlCall): { readonly status: number } {
  const { card } = call.body;
  if (card !== 'pays' && card !== 'declines') throw new BadControlRequest('card must be pays or declines');
  billing(call).useCard(card);
  return { status: 204 };
}

function topUp(call: ControlCall): { readonly status: number } {
  const { thresholdInCents } = call.body;
  if (typeof thresholdInCents !== 'number') throw new BadControlRequest('thresholdInCents must be a number');
  const wish = { thresholdInCents, amount: text(call.body, 'amount'), ...maybeText(call.body, 'resourceId') };
  billing(call).topUpWhenLow(wish);
  return { status: 204 };
}

function billing({ vercel, values }: ControlCall): TeamBilling {
  return vercel.team(values['team'] ?? '').billing;
}

function invoice({ values }: ControlCall): string {
  return values['invoice'] ?? '';
}
