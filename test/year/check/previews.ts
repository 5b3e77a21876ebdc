import { periodOf } from '../model/calendar.js';
import { duesOf } from '../model/bill.js';
import { type History, periodsBegun } from '../model/history.js';
import type { PlanTariff } from '../model/prices.js';
import type { Acts } from '../run/acts.js';
import { ADMIN, type Product } from '../run/product.js';
import { centsOf } from './cents.js';
import { differences } from './differences.js';

const AT_ONCE = 10;
/** One of so many customers is looked at each time. */
const EVERY = 3;
const DAY_MS = 86_400_000;

interface ShownLine {
  readonly resourceId: string;
  readonly billingPlanId: string;
  readonly kind: string;
  readonly total: string;
}

interface Shown {
  readonly period: { readonly start: string; readonly end: string };
  readonly lines: readonly ShownLine[];
  readonly total: string;
}

/** What operators are shown of the present period of some customers who are there, others each time, against the model; what differs. */
export async function previewFaults(
  { product, acts }: { readonly product: Product; readonly acts: Acts },
  histories: readonly History[],
  tariffs: ReadonlyMap<string, PlanTariff>,
): Promise<readonly string[]> {
  const turn = Math.floor(Date.now() / DAY_MS) % EVERY;
  const present = histories.filter(
    ({ leftAt, installedAt }, index) => leftAt === null && installedAt <= Date.now() && index % EVERY === turn,
  );
  const faults: string[] = [];
  for (let from = 0; from < present.length; from += AT_ONCE) {
    const some = present.slice(from, from + AT_ONCE).map(async (history) => {
      const shown = await show(product, acts.team(history.customer).installation().id);
      return faultsOf(history, linesOf(shown, acts), expectedOf(history, tariffs), shown);
    });
    faults.push(...(await Promise.all(some)).flat());
  }
  return faults;
}

async function show({ server }: Product, installationId: string): Promise<Shown> {
  const response = await fetch(`${server.url}/admin/v1/installations/${installationId}/billing/preview`, {
    headers: ADMIN,
  });
  if (response.status !== 200) throw new Error(`The preview gave ${response.status} ${await response.text()}`);
  return (await response.json()) as Shown;
}

type Sums = ReadonlyMap<string, bigint>;

function linesOf({ lines }: Shown, acts: Acts): Sums {
  const sums = new Map<string, bigint>();
  for (const { resourceId, billingPlanId, kind, total } of lines) {
    const key = `${acts.nameOf(resourceId)} ${billingPlanId} ${kind}`;
    sums.set(key, (sums.get(key) ?? 0n) + centsOf(total));
  }
  return sums;
}

function expectedOf(history: History, tariffs: ReadonlyMap<string, PlanTariff>): Sums {
  const now = Date.now();
  const dues = duesOf(history, presentOf(history), { told: now, plans: now }, tariffs);
  return new Map(
    dues
      .filter(({ tariff }) => !tariff.isPrepaid)
      .flatMap(({ resource, tariff, fee, usage }) => [
        [`${resource} ${tariff.id} fixed`, fee] as const,
        [`${resource} ${tariff.id} usage`, usage] as const,
      ]),
  );
}

function presentOf(history: History) {
  return periodOf(history.installedAt, periodsBegun(history, Date.now()) - 1);
}

function faultsOf(history: History, shown: Sums, expected: Sums, { period }: Shown): readonly string[] {
  const { start, end } = presentOf(history);
  const dates = `${new Date(start).toISOString()} ${new Date(end).toISOString()}`;
  const shownDates = `${period.start} ${period.end}`;
  const faults = differences(`preview of ${history.customer}`, shown, expected);
  return dates === shownDates ? faults : [...faults, `preview of ${history.customer}: ${shownDates}, not ${dates}`];
}
