import { duesOf, netOf } from './bill.js';
import { periodOf } from './calendar.js';
import { type History, periodsBegun } from './history.js';
import type { PlanTariff } from './prices.js';

/** What a customer has used of credits by an instant, in cents. */
export function burntOf(history: History, by: number, tariffs: ReadonlyMap<string, PlanTariff>): bigint {
  let burnt = 0n;
  for (let index = 0; index < periodsBegun(history, by); index += 1) {
    const period = periodOf(history.installedAt, index);
    for (const due of duesOf(history, period, { told: by, plans: by }, tariffs))
      if (due.tariff.isPrepaid) burnt += netOf(due);
  }
  return burnt;
}
