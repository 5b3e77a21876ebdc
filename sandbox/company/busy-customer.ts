import { setTimeout as pause } from 'node:timers/promises';
import type { HeldInvoice, HeldResource, Team, VercelSimulator } from '#libs/vercel-simulator';
import type { Company } from './company.js';

const POLL_MS = 50;
const STEP = 'P3D';
const MONTH = [41, 38, 52, 47, 60, 55, 71, 64, 82, 78, 12];
const SINCE_THEN = [66, 73, 69, 88];

/** A team that has something to see on every page. */
export interface BusyCustomer {
  readonly team: Team;
  /** On pro: a month is billed and paid, a second one under way; connected to a project. */
  readonly orders: HeldResource;
  /** On prepaid credits, and with a notification. */
  readonly cache: HeldResource;
  /** On free. */
  readonly notes: HeldResource;
  /** Of the month that is over. */
  readonly invoice: HeldInvoice;
}

/** Plays some six weeks of a team's life, in a few seconds. */
export async function busyCustomer(company: Company, vercel: VercelSimulator, name = 'Acme'): Promise<BusyCustomer> {
  const team = vercel.team(name);
  await team.install();
  const region = { region: 'fra1' };
  const orders = await team.provision({ product: 'postgres', plan: 'pro', name: 'orders', metadata: region });
  const cache = await team.provision({ product: 'postgres', plan: 'credits', name: 'cache', metadata: region });
  const notes = await team.provision({ product: 'postgres', plan: 'free', name: 'notes' });
  await team.billing.buyCredits({ amount: '25.00', resourceId: cache.id });
  await team.webhooks.connectProject(orders.id, { id: 'prj_webshop', name: 'web-shop' });
  await work(company, { orders, cache }, MONTH);
  const invoice = await firstInvoice(team);
  await company.pass('PT3H');
  await work(company, { orders, cache }, SINCE_THEN);
  await company.operate(`POST /admin/v1/resources/${cache.id}/notification`, {
    level: 'warn',
    title: 'Maintenance on Sunday',
    message: 'Connections are interrupted for a few seconds between 02:00 and 04:00 UTC.',
  });
  await vercel.settled();
  return { team, orders, cache, notes, invoice };
}

async function work(
  company: Company,
  { orders, cache }: { readonly orders: HeldResource; readonly cache: HeldResource },
  hours: readonly number[],
): Promise<void> {
  for (const spent of hours) {
    await company.tellUsage(orders.id, { compute: String(spent), queries: (spent / 7).toFixed(3) });
    await company.tellUsage(cache.id, { compute: String(spent / 4) });
    await company.pass(STEP);
  }
}

/** The first one that the app has made, as soon as Vercel has it. */
async function firstInvoice({ billing }: Team): Promise<HeldInvoice> {
  for (;;) {
    const invoice = billing.invoices().find(({ kind }) => kind === 'subscription');
    if (invoice !== undefined) return invoice;
    await pause(POLL_MS);
  }
}
