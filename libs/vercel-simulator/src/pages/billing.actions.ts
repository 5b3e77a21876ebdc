import { type Done, maybe, need, type PageCall, type PageRoute, teamOf, teamPath } from './page-call.js';

const TEAM = '/dashboard/teams/:team';
const INVOICE = `${TEAM}/invoices/:invoice`;

/** Forms about money. */
export const BILLING_ACTIONS: readonly PageRoute[] = [
  { method: 'POST', path: `${INVOICE}/pay`, handler: { act: pay } },
  { method: 'POST', path: `${INVOICE}/fail`, handler: { act: fail } },
  { method: 'POST', path: `${INVOICE}/refund`, handler: { act: refund } },
  { method: 'POST', path: `${INVOICE}/grant`, handler: { act: grant } },
  { method: 'POST', path: `${TEAM}/credits`, handler: { act: buy } },
  { method: 'POST', path: `${TEAM}/top-up`, handler: { act: topUp } },
  { method: 'POST', path: `${TEAM}/card`, handler: { act: card } },
];

function pay(call: PageCall): Done {
  const { invoiceNumber, total } = teamOf(call).billing.pay(invoiceOf(call));
  return back(call, `${invoiceNumber} is paid: $${total}.`);
}

function fail(call: PageCall): Done {
  const { invoiceNumber, state } = teamOf(call).billing.failPayment(invoiceOf(call));
  return back(call, `A payment of ${invoiceNumber} has failed; it is ${state}.`);
}

function refund(call: PageCall): Done {
  const { invoiceNumber } = teamOf(call).billing.refund(invoiceOf(call), maybe(call.form, 'amount'));
  return back(call, `${invoiceNumber} is refunded.`);
}

async function grant(call: PageCall): Promise<Done> {
  const { balances } = await teamOf(call).billing.grant(invoiceOf(call));
  return back(call, `The provider was asked and told ${balances.length} balances.`);
}

async function buy(call: PageCall): Promise<Done> {
  const purchase = { amount: need(call.form, 'amount'), ...maybe(call.form, 'resourceId') };
  const { invoiceNumber, state } = await teamOf(call).billing.buyCredits(purchase);
  return back(call, `${invoiceNumber} for the credits is ${state}.`);
}

function topUp(call: PageCall): Done {
  const thresholdInCents = Number(need(call.form, 'thresholdInCents'));
  teamOf(call).billing.topUpWhenLow({
    thresholdInCents,
    amount: need(call.form, 'amount'),
    ...maybe(call.form, 'resourceId'),
  });
  return back(call, 'Credits are bought when few are left.');
}

function card(call: PageCall): Done {
  const wish = call.form['card'] === 'declines' ? 'declines' : 'pays';
  teamOf(call).billing.useCard(wish);
  return back(call, `The card ${wish} from here on.`);
}

function invoiceOf({ values }: PageCall): string {
  return values['invoice'] ?? '';
}

function back(call: PageCall, text: string): Done {
  return { to: teamPath(teamOf(call).name, '/billing'), text };
}
