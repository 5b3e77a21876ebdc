import type { BillingPlan } from '#libs/vercel-contract';
import type { HeldInstallation } from '../record/held.js';

/** The installation as a whole, where a resource id would stand. */
export const WHOLE = '';

/** A time during which a resource, or the installation as a whole, was on a plan. */
interface PlanTime {
  readonly target: string;
  readonly plan: BillingPlan;
  readonly from: Date;
  /** Absent while it lasts. */
  to?: Date;
}

/** A span of time; both ends belong to it here, as clocks differ. */
export interface Span {
  readonly start: Date;
  readonly end: Date;
}

/** Which plan was active for what, and when, as Vercel itself has seen it. */
export class PlanHistory {
  private readonly times: PlanTime[] = [];
  private readonly open = new Map<string, PlanTime>();
  private readonly seen = new Set<string>();
  private readonly coming: string[] = [];

  /** Writes down what holds now: what is new begins, what is gone or another ends. */
  notice(installation: HeldInstallation, now: Date): void {
    const present = plansOf(installation);
    for (const [target, time] of this.open) if (present.get(target)?.id !== time.plan.id) this.close(time, now);
    for (const [target, plan] of present) if (!this.open.has(target)) this.begin(target, plan, now);
    for (const id of installation.resources.keys()) this.seen.add(id);
  }

  /** How a plan bills that was active for the resource, or for the whole installation, at some time of the span. */
  billing(resourceId: string | undefined, planId: string, { start, end }: Span): BillingPlan['type'] | 'not at all' {
    const targets = resourceId === undefined || this.knows(resourceId) ? [resourceId ?? WHOLE, WHOLE] : [];
    const time = this.times.find(
      ({ target, plan, from, to }) =>
        targets.includes(target) && plan.id === planId && from <= end && (to === undefined || to >= start),
    );
    return time?.plan.type ?? (this.coming.includes(planId) ? 'subscription' : 'not at all');
  }

  /** Does what brings a plan: the provider may bill it before its answer has arrived. */
  async whileComing<Result>(planId: string, work: () => Promise<Result>): Promise<Result> {
    this.coming.push(planId);
    try {
      return await work();
    } finally {
      this.coming.splice(this.coming.indexOf(planId), 1);
    }
  }

  private knows(resourceId: string): boolean {
    return this.seen.has(resourceId);
  }

  private begin(target: string, plan: BillingPlan, from: Date): void {
    const time = { target, plan, from };
    this.open.set(target, time);
    this.times.push(time);
  }

  private close(time: PlanTime, now: Date): void {
    time.to = now;
    this.open.delete(time.target);
  }
}

/** Linked resources are not billed through Vercel, so their plan is none. */
function plansOf({ billingPlan, resources, state }: HeldInstallation): ReadonlyMap<string, BillingPlan> {
  const plans = new Map<string, BillingPlan>();
  if (state === 'removed') return plans;
  if (billingPlan !== undefined) plans.set(WHOLE, billingPlan);
  for (const held of resources.values())
    if (held.billingPlan !== undefined && held.ownership !== 'linked') plans.set(held.id, held.billingPlan);
  return plans;
}
