import type { HeldInvoice } from '#libs/vercel-simulator';
import { asOperator, pass, statusesOf, tellUsage } from './calls.js';
import { invoiceTable } from './invoice-table.js';
import type { Stage, Step } from './stage.js';

const BOOKS = { product: 'postgres', plan: 'pro', name: 'books' };
const USED = { compute: '12.5', queries: '3' };

/** What Vercel shows the customer of a meter in this period. */
function shownOf(stage: Stage, name: string): number | undefined {
  return stage
    .get('umbrella')
    .billing.account()
    .interim?.usage.find((item) => item.name === name)?.periodValue;
}

/** The invoices that were made for subscriptions, as Vercel holds them. */
function invoices(stage: Stage): readonly HeldInvoice[] {
  return stage.get('umbrella').billing.invoices();
}

const use: Step = {
  name: 'Count what the team Umbrella uses of a database on pro',
  async run(stage, checks) {
    const umbrella = stage.get('vercel').team('Umbrella');
    await umbrella.install();
    const books = await umbrella.provision(BOOKS);
    stage.put('umbrella', umbrella);
    stage.put('books', books);
    const told = await tellUsage(stage, books.id, USED, 'first');
    checks.same('compute and queries are accepted', statusesOf(told), ['accepted', 'accepted']);
    const again = await tellUsage(stage, books.id, { compute: '12.5' }, 'first');
    checks.same('another time for the same event is a conflict', statusesOf(again), ['conflict']);
  },
};

const interim: Step = {
  name: 'Show it to the customer within the hour',
  async run(stage, checks) {
    await pass(stage, 'PT1H');
    const compute = async (): Promise<string> => String(shownOf(stage, 'Compute'));
    await checks.soonLike('Vercel holds 12.5 hours of compute as interim data', compute, /^12\.5$/);
    checks.same('and 3 million queries', shownOf(stage, 'Queries'), 3);
    await tellUsage(stage, stage.get('books').id, { compute: '8' });
    await pass(stage, 'PT1H');
    await checks.soonLike('an hour later 20.5: running totals', compute, /^20\.5$/);
  },
};

const monthEnd: Step = {
  name: 'Make one invoice at the end of the month',
  async run(stage, checks) {
    stage.get('umbrella').billing.useCard('declines');
    await pass(stage, 'P31D');
    const count = async (): Promise<string> => String(invoices(stage).length);
    await checks.soonLike('Vercel gets one', count, /^1$/);
    const [invoice] = invoices(stage);
    if (invoice === undefined) throw new Error('there is no invoice');
    checks.same('20.00 for the month, 2.05 for compute, 1.20 for queries', invoice.total, '23.25');
    const state = async (): Promise<string> => (await statesAtApp(stage)).join(', ');
    await checks.soonLike('the operator sees it as pending', state, /^pending$/);
    checks.show(invoiceTable(invoice));
    stage.put('invoice', invoice);
  },
};

/** Where the app thinks that Umbrella's invoices stand. */
async function statesAtApp(stage: Stage): Promise<readonly string[]> {
  const { id } = stage.get('umbrella').installation();
  const { body } = await asOperator(stage, `GET /admin/v1/installations/${id}/billing/invoices`);
  return (body as { invoices: readonly { readonly state: string }[] }).invoices.map(({ state }) => state);
}

const unpaid: Step = {
  name: 'Hear that the card was declined, twice, and then that it is paid',
  async run(stage, checks) {
    const state = async (): Promise<string> => (await statesAtApp(stage)).join(', ');
    await pass(stage, 'PT2H');
    await checks.soonLike('the first attempt fails: notpaid', state, /^notpaid$/);
    await pass(stage, 'PT36H');
    const { invoiceId, failedAt } = stage.get('invoice');
    checks.same('so does the second', failedAt.length, 2);
    stage.get('umbrella').billing.pay(invoiceId);
    await checks.soonLike('the customer pays: paid', state, /^paid$/);
    checks.same('there is still one invoice', invoices(stage).length, 1);
  },
};

const final: Step = {
  name: 'Uninstall for Umbrella, with a final invoice',
  async run(stage, checks) {
    const umbrella = stage.get('umbrella');
    umbrella.billing.useCard('pays');
    await tellUsage(stage, stage.get('books').id, { compute: '10' });
    const leaving = await umbrella.uninstall();
    checks.same('Vercel is asked to wait (finalized: false)', leaving.state, 'pending-deletion');
    await pass(stage, 'PT1M');
    const last = async (): Promise<string> => String(invoices(stage).at(-1)?.final);
    await checks.soonLike('the last invoice is final', last, /^true$/);
    const account = umbrella.billing.account();
    await checks.soonLike('no more will come', async () => String(account.finalized), /^true$/);
    const [, invoice] = account.invoices.values();
    if (invoice !== undefined) checks.show(invoiceTable(invoice));
    await pass(stage, 'PT3H');
    await checks.soonLike('it is paid, and Vercel lets the installation go', async () => leaving.state, /^removed$/);
  },
};

/** A month of a customer's money. */
export const BILL: readonly Step[] = [use, interim, monthEnd, unpaid];

/** What a customer who leaves still owes. */
export const SETTLE: readonly Step[] = [final];
