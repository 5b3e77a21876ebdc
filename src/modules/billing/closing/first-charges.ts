import { Injectable } from '@nestjs/common';
import { centsOf } from '#libs/money';
import { Catalog, type Plan } from '../../catalog/index.js';
import type { Interval } from '../periods/index.js';
import type { PlanTime } from '../statements/index.js';
import { type Charge, type Due, keyOf, sumOf } from './compose/index.js';

/** What is due once, when a plan is taken for the first time. */
@Injectable()
export class FirstCharges {
  constructor(private readonly catalog: Catalog) {}

  /** Of the times that began in a period; a resource that comes back to a plan has paid. */
  of(times: readonly PlanTime[], period: Interval, charges: readonly Charge[]): readonly Due[] {
    const initial = Map.groupBy(
      charges.filter(({ part }) => part === 'initial'),
      keyOf,
    );
    const paid = new Set([...initial].flatMap(([key, own]) => (sumOf(own) > 0 ? [key] : [])));
    return times.flatMap((time) => {
      const plan = this.catalog.findPlan(time.productSlug, time.planId);
      if (plan === null || plan.initialCharge === null || paid.has(keyOf(time))) return [];
      if (time.startedAt < period.start || (plan.scope === 'installation' && time.resourceId !== null)) return [];
      paid.add(keyOf(time));
      return [dueOf(time, plan, plan.initialCharge, period)];
    });
  }
}

function dueOf({ resourceId, planId, startedAt }: PlanTime, plan: Plan, price: string, period: Interval): Due {
  const cents = centsOf(price);
  const account = { resourceId, planId };
  const line = {
    ...account,
    kind: 'usage',
    billed: 'advance',
    name: `${plan.name}: initial charge`,
    details: 'Due once, for the beginning',
    start: startedAt,
    end: period.end,
    price,
    quantity: '1',
    units: 'charge',
    cents,
  } as const;
  return { ...account, period, part: 'initial', cents, nature: 'first', lines: [line], discounts: [] };
}
