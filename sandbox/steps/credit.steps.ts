import { asOperator, pass, statusesOf, tellUsage } from './calls.js';
import type { Stage, Step } from './stage.js';

const CACHE = { product: 'postgres', plan: 'credits', name: 'cache' };

/** What Vercel holds as the balance of what Soylent bought, in cents. */
async function balance(stage: Stage): Promise<string> {
  const { balances } = stage.get('soylent').billing.account();
  return String(balances?.byTarget.get(stage.get('cache').id)?.currencyValueInCents);
}

const buy: Step = {
  name: 'Sell the team Soylent credits for 5.00',
  async run(stage, checks) {
    const soylent = stage.get('vercel').team('Soylent');
    await soylent.install();
    const cache = await soylent.provision(CACHE);
    stage.put('soylent', soylent);
    stage.put('cache', cache);
    const invoice = await soylent.billing.buyCredits({ amount: '5.00', resourceId: cache.id });
    checks.same('Vercel made the invoice and collected it', invoice.state, 'paid');
    checks.same('the balance is 5.00', await balance(stage), '500');
    await soylent.billing.grant(invoice.invoiceId);
    checks.same('asked for once more, it is still 5.00', await balance(stage), '500');
    stage.put('credits', invoice);
  },
};

/** What the app's ledger comes to for what Soylent has. */
async function ledger(stage: Stage): Promise<string> {
  const { id } = stage.get('soylent').installation();
  const { body } = await asOperator(stage, `GET /admin/v1/installations/${id}/billing/balances`);
  return (body as { balances: readonly { readonly amount: string }[] }).balances.map(({ amount }) => amount).join(', ');
}

/** What refunds have taken from the credits. */
async function takenBack(stage: Stage): Promise<string> {
  const { id } = stage.get('soylent').installation();
  const { body } = await asOperator(stage, `GET /admin/v1/installations/${id}/billing/ledger`);
  const { entries } = body as { entries: readonly { readonly kind: string; readonly amount: string }[] };
  return entries
    .filter(({ kind }) => kind === 'refund')
    .map(({ amount }) => amount)
    .join(', ');
}

/** Uses so many hours of compute, and waits until they are taken from the credits. */
async function burnHours(stage: Stage, hours: string): Promise<readonly string[]> {
  const told = await tellUsage(stage, stage.get('cache').id, { compute: hours });
  await pass(stage, 'PT2M');
  return statusesOf(told);
}

const burn: Step = {
  name: 'Burn them, and have more bought automatically',
  async run(stage, checks) {
    const { billing } = stage.get('soylent');
    checks.same('15 hours of compute are accepted', await burnHours(stage, '15'), ['accepted']);
    await checks.soonLike('they leave 3.50', () => ledger(stage), /^3\.50$/);
    await pass(stage, 'PT1H');
    await checks.soonLike('Vercel hears it within the hour', () => balance(stage), /^350$/);
    billing.topUpWhenLow({ resourceId: stage.get('cache').id, thresholdInCents: 300, amount: '5.00' });
    await burnHours(stage, '10');
    await checks.soonLike('10 more leave 2.50', () => ledger(stage), /^2\.50$/);
    await pass(stage, 'PT1H');
    await checks.soonLike('which is little: Vercel buys for 5.00', () => balance(stage), /^750$/);
    checks.same('in an invoice of its own', billing.invoices().length, 2);
  },
};

const refund: Step = {
  name: 'Take the first ones back after a refund',
  async run(stage, checks) {
    stage.get('soylent').billing.refund(stage.get('credits').invoiceId);
    await checks.soonLike('5.00 are taken back, whatever Vercel buys thereupon', () => takenBack(stage), /^-5\.00$/);
  },
};

/** Credits: bought, burnt, bought again by Vercel, and given back. */
export const CREDIT: readonly Step[] = [buy, burn, refund];
