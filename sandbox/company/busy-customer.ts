import { setTimeout as pause } from 'node:timers/promises';
import type { HeldInvoice, HeldResource, Team, VercelSimulator } from '#libs/vercel-simulator';
import type { Company } from './company.js';

const POLL_MS = 50;
/** Hours of compute on the days of a week. */
const WEEK = [14, 16, 17.5, 15, 18, 6, 5];
const MONTH_DAYS = 32;
const DAYS_SINCE_THEN = 14;

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
  await work(company, { orders, cache }, MONTH_DAYS);
  const invoice = await firstInvoice(team);
  await company.pass('PT3H');
  await work(company, { orders, cache }, DAYS_SINCE_THEN);
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
  days: number,
): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    const hours = WEEK[day % WEEK.length] ?? 0;
    await company.tellUsage(orders.id, { compute: String(hours), queries: (hours / 12).toFixed(3) });
    await company.tellUsage(cache.id, { compute: String(hours / 4) });
    await company.pass('P1D');
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
