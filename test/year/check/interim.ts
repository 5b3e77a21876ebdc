import type { InterimData } from '../../../libs/vercel-simulator/src/billing/billing-account.js';
import { type Due, duesOf, netOf } from '../model/bill.js';
import { type Period, periodOf } from '../model/calendar.js';
import { figuresOf } from '../model/figures.js';
import { type History, periodsBegun } from '../model/history.js';
import { nano } from '../model/decimals.js';
import { type PlanTariff } from '../model/prices.js';
import type { Acts } from '../run/acts.js';
import { centsOf } from './cents.js';
import { differences } from './differences.js';

/** The first data come within so long. */
const FIRST_WITHIN_MS = 2 * 3_600_000;

/** What Vercel shows of the present period of every customer who is there, against the model; what differs. */
export function interimFaults(
  acts: Acts,
  histories: readonly History[],
  tariffs: ReadonlyMap<string, PlanTariff>,
): readonly string[] {
  const now = Date.now();
  return histories.flatMap((history) => {
    if (history.leftAt !== null || history.installedAt > now - FIRST_WITHIN_MS) return [];
    const period = periodOf(history.installedAt, periodsBegun(history, now) - 1);
    const dues = duesOf(history, period, { told: now, plans: now }, tariffs).filter(({ tariff }) => !tariff.isPrepaid);
    if (dues.length === 0) return [];
    const { interim } = acts.team(history.customer).billing.account();
    const who = `interim data of ${history.customer}`;
    if (interim === undefined) return [`${who}: none at all`];
    if (interim.period.start.getTime() !== period.start || interim.period.end.getTime() !== period.end)
      return [`${who}: of ${interim.period.start.toISOString()} to ${interim.period.end.toISOString()}`];
    const until = interim.timestamp.getTime();
    return [
      ...differences(`${who}, costs`, costsOf(interim, acts), expectedCosts(dues)),
      ...differences(`${who}, usage`, usageOf(interim, acts), expectedUsage(history, period, until)),
    ];
  });
}

type Sums = ReadonlyMap<string, bigint>;

function costsOf({ items, discounts }: InterimData, acts: Acts): Sums {
  const sums = new Map<string, bigint>();
  const add = (resourceId: string | undefined, planId: string, cents: bigint): void => {
    const key = `${acts.nameOf(resourceId ?? '')} ${planId}`;
    sums.set(key, (sums.get(key) ?? 0n) + cents);
  };
  for (const { resourceId, billingPlanId, total } of items) add(resourceId, billingPlanId, centsOf(total));
  for (const { resourceId, billingPlanId, amount } of discounts) add(resourceId, billingPlanId, -centsOf(amount));
  return sums;
}

function expectedCosts(dues: readonly Due[]): Sums {
  return new Map(dues.map((due) => [`${due.resource} ${due.tariff.id}`, netOf(due)]));
}

function usageOf({ usage }: InterimData, acts: Acts): Sums {
  return new Map(
    usage.map(({ resourceId, name, periodValue }) => [
      `${acts.nameOf(resourceId ?? '')} ${name}`,
      nano(periodValue.toFixed(9)),
    ]),
  );
}

/** Of those that were on a plan in the period. */
function expectedUsage(history: History, period: Period, until: number): Sums {
  const stays = history.stays.filter(({ start, end }) => start < until && (end === null || end > period.start));
  const resources = [...new Set(stays.map(({ resource }) => resource))];
  return new Map(
    resources.flatMap((resource) =>
      [...figuresOf(history, resource, period, until)].map(([name, value]) => [`${resource} ${name}`, value] as const),
    ),
  );
}
