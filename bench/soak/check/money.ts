import type { HeldInvoice, Team } from '#libs/vercel-simulator';
import type { Ground } from '../traffic/loop.js';

const COUNTED = `SELECT subject, (sum(sum) * 1000)::float AS thousandths, sum(events)::int AS events FROM usage_days
  WHERE meter = 'postgres/compute' GROUP BY subject`;
const LEDGER = `SELECT installation_id AS id, holder, sum(cents)::float AS cents FROM ledger_entries GROUP BY 1, 2`;
const PURCHASES = `SELECT installation_id AS id, count(*)::int AS purchases, sum(cents)::float AS cents FROM ledger_entries
  WHERE kind = 'purchase' GROUP BY 1`;
const INVOICES = `SELECT installation_id AS id, external_id AS "externalId", vercel_id AS "vercelId", state, total_cents::float AS cents,
  problem FROM invoices`;

/** The fee of plan `pro` in cents, and cents for a thousandth of an hour. */
const FEE = 2_000;
const THOUSANDTHS_PER_CENT = 100;

/** Accepted usage is what is counted, each event once (invariant 2). */
export async function checkUsage({ stage, book, findings }: Ground): Promise<void> {
  const rows = await stage.sql<{ subject: string; thousandths: number; events: number }>(COUNTED);
  const counted = new Map(rows.map((row) => [row.subject, row]));
  for (const { id } of book.metered.values()) {
    const { thousandths = 0, events = 0 } = counted.get(id) ?? {};
    const accepted = [book.usageOf(id), book.usage.get(id)?.size ?? 0];
    if (Math.round(thousandths) !== accepted[0] || events !== accepted[1])
      findings.add(
        'usage is not what was accepted',
        `${id}: ${thousandths} of ${events}, not ${accepted.join(' of ')}`,
      );
  }
}

/** What Vercel shows of the present period is what was accepted (invariant 2). */
export function checkTold({ book, findings, stage }: Ground): void {
  for (const { id, installationId, plan } of book.metered.values()) {
    const installation = stage.vercel.record.find(installationId);
    if (plan !== 'pro' || installation?.state !== 'installed') continue;
    const { interim } = stage.vercel.record.billing.of(installationId);
    const told = interim?.usage.find(({ resourceId }) => resourceId === id)?.periodValue ?? 0;
    if (Math.round(told * 1_000) !== book.usageOf(id))
      findings.add('Vercel shows other usage', `${id}: ${told}, not ${book.usageOf(id)} thousandths`);
  }
}

/** Each invoice once, the same here and there, and its lines come to its total; of who was metered: the fee and what was used (invariant 3). */
export async function checkInvoices(ground: Ground): Promise<void> {
  const { stage, book, findings } = ground;
  const rows = await stage.sql<{
    id: string;
    externalId: string;
    vercelId: string | null;
    state: string;
    cents: number;
    problem: string;
  }>(INVOICES);
  const here = rows.map(({ vercelId, externalId, state, cents }) => [vercelId, externalId, state, cents].join(' '));
  const invoices = book.teams.flatMap((team) => ofSubscriptions(team));
  const there = invoices.map(({ invoiceId, externalId, state, total }) =>
    [invoiceId, externalId, state, centsOf(total)].join(' '),
  );
  findings.addAll('an invoice is not the same here and at Vercel', [...without(here, there), ...without(there, here)]);
  for (const invoice of invoices) {
    const lines = invoice.items.reduce((sum, { total }) => sum + centsOf(total), 0);
    if (lines !== centsOf(invoice.total)) findings.add('lines do not come to the total', JSON.stringify(invoice));
  }
  book.done.set('invoices compared', invoices.length);
  const keys = invoices.flatMap((invoice) => keysOf(invoice));
  findings.addAll(
    'something was invoiced twice',
    keys.filter((key, index) => keys.indexOf(key) !== index),
  );
  checkFirstPeriods(ground);
}

/** Who was on `pro` from the first to the last: the fee, and ten cents an hour. */
function checkFirstPeriods({ book, findings, stage }: Ground): void {
  for (const { id, installationId, plan } of book.metered.values()) {
    if (plan !== 'pro') continue;
    const invoices = [...stage.vercel.record.billing.of(installationId).invoices.values()];
    const items = invoices.toSorted((a, b) => a.period.start.getTime() - b.period.start.getTime());
    const first = items.find((invoice) => invoice.items.some(({ resourceId }) => resourceId === id));
    const lines = first?.items.filter(({ resourceId }) => resourceId === id) ?? [];
    const charged = lines.reduce((sum, { total }) => sum + centsOf(total), 0);
    const due = FEE + Math.round(book.usageOf(id) / THOUSANDTHS_PER_CENT);
    if (charged !== due) findings.add('another sum was invoiced than is due', `${id}: ${charged}, not ${due} cents`);
  }
}

/** Each purchase is granted once, and Vercel was told last what the ledger comes to, under timestamps that grow (invariant 4). */
export async function checkCredits(ground: Ground): Promise<void> {
  const { stage, book, findings } = ground;
  const ledger = await stage.sql<{ id: string; holder: string; cents: number }>(LEDGER);
  book.done.set('ledgers compared', ledger.length);
  for (const { id, holder, cents } of ledger) {
    if (stage.vercel.record.find(id)?.state !== 'installed') continue;
    const told = stage.vercel.record.billing.of(id).balances?.byTarget.get(holder)?.currencyValueInCents;
    if (told !== cents) findings.add('Vercel was told of another balance', `${holder}: ${told}, not ${cents}`);
  }
  const purchases = new Map(
    (await stage.sql<{ id: string; purchases: number; cents: number }>(PURCHASES)).map((row) => [row.id, row]),
  );
  for (const team of book.teams) {
    const { id } = team.installation();
    const bought = team.billing.invoices().filter(({ kind, grant }) => kind === 'prepayment' && grant === 'done');
    const { purchases: granted = 0, cents = 0 } = purchases.get(id) ?? {};
    const paid = bought.reduce((sum, { total }) => sum + centsOf(total), 0);
    if (granted !== bought.length || cents !== paid)
      findings.add(
        'purchases were not granted once each',
        `${id}: ${granted} of ${cents} cents, bought ${bought.length} of ${paid}`,
      );
  }
  checkOrder(ground);
}

function checkOrder({ stage, findings }: Ground): void {
  const pushed = stage.vercel.record.calls.filter(
    ({ path, status }) => path.endsWith('/billing/balance') && status < 300 && status > 0,
  );
  const last = new Map<string, number>();
  for (const { installationId = '', body } of pushed) {
    const at = Date.parse((body as { timestamp: string }).timestamp);
    if (at <= (last.get(installationId) ?? 0)) findings.add('a balance went back in time', installationId);
    last.set(installationId, at);
  }
}

/** Who has left got a last invoice, was finalized once, and was not called for again (invariant 7). */
export async function checkEnds({ stage, book, findings }: Ground): Promise<void> {
  const byInstallation = Map.groupBy(
    stage.vercel.record.calls,
    ({ path }) => /icfg_[0-9a-zA-Z]+/.exec(path)?.[0] ?? '',
  );
  for (const team of book.teams) {
    const { id, state } = team.installation();
    if (state === 'installed') continue;
    book.count('ends looked at');
    const calls = byInstallation.get(id) ?? [];
    const isFinalize = ({ path }: { path: string }): boolean => path.endsWith('/billing/finalize');
    const taken = calls.filter((call) => isFinalize(call) && call.status >= 200 && call.status < 300);
    const after = calls
      .slice(calls.findLastIndex((call) => taken.includes(call)) + 1)
      .filter((call) => !isFinalize(call));
    const finals = ofSubscriptions(team).filter(({ final }) => final).length;
    if (taken.length !== 1 || after.length > 0 || finals !== 1)
      findings.add(
        'a team did not leave as it should',
        `${id} is ${state}: ${finals} last invoices, finalized ${taken.length} times, then ${after.map(({ path }) => path).join()}`,
      );
  }
}

function ofSubscriptions(team: Team): readonly HeldInvoice[] {
  return team.billing.invoices().filter(({ kind }) => kind === 'subscription');
}

function keysOf({ installationId, externalId, items, period }: HeldInvoice): readonly string[] {
  const accounts = new Set(items.map(({ resourceId, billingPlanId }) => `${resourceId} ${billingPlanId}`));
  const dates = `${period.start.toISOString()} ${period.end.toISOString()}`;
  return [`external id ${externalId} of ${installationId}`, ...[...accounts].map((account) => `${account} ${dates}`)];
}

function without(these: readonly string[], those: readonly string[]): readonly string[] {
  const known = new Set(those);
  return these.filter((each) => !known.has(each));
}

function centsOf(amount: string): number {
  return Math.round(Number(amount) * 100);
}
