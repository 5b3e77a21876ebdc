import type { BillingAccount, InterimData } from '../billing/billing-account.js';
import type { HeldInvoice } from '../billing/held-invoice.js';
import type { Team } from '../team/team.js';
import { form, selectField, textField } from './forms.js';
import { type Fragment, html, type Html } from './html.js';
import type { Page } from './layout.js';
import { type PageCall, type PageRoute, teamOf, teamPath } from './page-call.js';
import { badge, disclosed, facts, json, moment, section, table } from './parts.js';
import { teamPage } from './team-frame.js';

/** What Vercel knows of a team's money. */
export const BILLING_PAGES: readonly PageRoute[] = [
  { method: 'GET', path: '/dashboard/teams/:team/billing', handler: { show } },
];

function show(call: PageCall): Page {
  const team = teamOf(call);
  if (team.held() === undefined)
    return teamPage(team, '/billing', html`<p class="hint">Nothing is billed before the installation.</p>`);
  const account = team.billing.account();
  return teamPage(
    team,
    '/billing',
    section('Invoices', invoices(team, [...account.invoices.values()])),
    html`<div class="grid wide">${interim(account.interim)} ${credits(team, account)}</div>`,
    card(team, account),
  );
}

function invoices(team: Team, all: readonly HeldInvoice[]): Html {
  const columns = ['Number', 'Kind', 'Total', 'State', 'Next', 'Act', 'Lines'];
  return table(
    { name: 'Invoices', columns, empty: 'There are none yet.' },
    all.toReversed().map((one) => line(team, one)),
  );
}

function line(team: Team, invoice: HeldInvoice): readonly Fragment[] {
  const { invoiceNumber, kind, total, state, next, final, items } = invoice;
  return [
    invoiceNumber,
    final ? `${kind}, final` : kind,
    `$${total}`,
    badge(state),
    next && html`${next.step} ${moment(next.at)}`,
    acts(team, invoice),
    disclosed('Show', json(items)),
  ];
}

function acts(team: Team, { invoiceId, invoiceNumber, state }: HeldInvoice): Fragment {
  const act = (name: string, button: string): Html =>
    form({
      action: teamPath(team.name, `/invoices/${encodeURIComponent(invoiceId)}/${name}`),
      button,
      label: `${button} invoice ${invoiceNumber}`,
    });
  if (state === 'draft' || state === 'refunded' || state === 'refund_requested') return undefined;
  if (state === 'paid')
    return html`<span class="row">${act('refund', 'Refund')} ${act('grant', 'Ask for credits')}</span>`;
  return html`<span class="row">${act('pay', 'Pay')} ${act('fail', 'Fail')}</span>`;
}

function interim(data: InterimData | undefined): Html {
  if (data === undefined)
    return section('Current period', html`<p class="hint">The provider has told nothing of it yet.</p>`);
  const lines = data.items.map(({ name, quantity, units, total }) => [name, `${quantity} ${units}`, `$${total}`]);
  const usage = data.usage.map(({ name, periodValue, units }) => [name, `${periodValue} ${units}`]);
  return section(
    'Current period',
    facts({ From: moment(data.period.start), Until: moment(data.period.end), Told: moment(data.timestamp) }),
    table({ name: 'Items of the period', columns: ['Item', 'Quantity', 'Total'], empty: 'No items.' }, lines),
    table({ name: 'Usage of the period', columns: ['Usage', 'In the period'], empty: 'No usage.' }, usage),
  );
}

function credits(team: Team, { balances, topUps }: BillingAccount): Html {
  const held = [...(balances?.byTarget.values() ?? [])];
  const rows = held.map(({ resourceId, currencyValueInCents: cents }) => [nameOf(resourceId), dollars(cents)]);
  const bought = [...topUps.values()].map(({ amount, thresholdInCents, resourceId }) => {
    const below = dollars(thresholdInCents);
    return html`<p class="hint">Below ${below}, $${amount} is bought for ${nameOf(resourceId)}.</p>`;
  });
  return section(
    'Credits',
    table({ name: 'Balances', columns: ['Of', 'Balance'], empty: 'No balance was told.' }, rows),
    bought,
    purchases(team),
  );
}

function purchases(team: Team): Html {
  const amount = textField({ name: 'amount', label: 'Dollars', placeholder: '25.00' });
  const threshold = textField({ name: 'thresholdInCents', label: 'Below (cents)', type: 'number' });
  const resources = [...team.installation().resources.values()].map(({ id, name }) => [id, name] as const);
  const target = selectField({ name: 'resourceId', label: 'For' }, [['', 'the installation'], ...resources]);
  return html`<h3>Buy</h3>
    ${form({ action: teamPath(team.name, '/credits'), button: 'Buy' }, amount, target)}
    <h3>Buy when low</h3>
    ${form({ action: teamPath(team.name, '/top-up'), button: 'Switch on' }, threshold, amount, target)}`;
}

function nameOf(resourceId: string | undefined): string {
  return resourceId ?? 'the installation';
}

function dollars(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}

function card(team: Team, { card: present }: BillingAccount): Html {
  const other = present === 'pays' ? 'declines' : 'pays';
  return section(
    'Card',
    html`<p>The card ${badge(present)} when Vercel collects.</p>`,
    form(
      { action: teamPath(team.name, '/card'), button: other === 'pays' ? 'Let it pay' : 'Let it decline' },
      html`<input type="hidden" name="card" value="${other}" />`,
    ),
  );
}
