import { Injectable } from '@nestjs/common';
import { Conflict } from '../../platform/errors/index.js';
import { Catalog, type Plan } from '../catalog/index.js';
import type { Installation } from '../installations/index.js';
import { Ordering, type Resource, ResourceRepository } from '../resources/index.js';

/** What the plan of the target means for resources that go over to it. */
export interface Terms {
  /** The plan that the target has to take first; null: it can stay on its own. */
  readonly newPlan: Plan | null;
  /** On which plan each resource stands afterwards, in the order of the resources; null: one that has left the catalog. */
  readonly plans: readonly (Plan | null)[];
}

/** Whether resources fit into the plans of an installation: their own go along, those of an installation do not. */
@Injectable()
export class TransferTerms {
  constructor(
    private readonly catalog: Catalog,
    private readonly resources: ResourceRepository,
  ) {}

  /** @throws Conflict when the target has no room for them on any plan */
  async of(target: Installation, moving: readonly Resource[]): Promise<Terms> {
    const present = moving.map((resource) => this.planOf(resource));
    await this.assertRoomForOwn(target.id, moving, present);
    const common = present.filter((plan) => plan?.scope === 'installation');
    if (common.length === 0) return { newPlan: null, plans: present };
    const before = this.catalog.findInstallationPlan(target.billingPlanId ?? '');
    const after = await this.commonPlan(target.id, before, common);
    const plans = present.map((plan) => (plan?.scope === 'installation' ? after : plan));
    return { newPlan: after.id === before?.id ? null : after, plans };
  }

  private planOf({ productSlug, planId }: Resource): Plan | null {
    return this.catalog.findProduct(productSlug)?.findPlan(planId) ?? null;
  }

  /** Each plan's limit counts what is on it in the target, and all that come. */
  private async assertRoomForOwn(
    targetId: string,
    moving: readonly Resource[],
    plans: readonly (Plan | null)[],
  ): Promise<void> {
    for (const [index, plan] of plans.entries()) {
      const limit = plan?.scope === 'resource' ? plan.limits.resourcesPerInstallation : undefined;
      const productSlug = moving[index]?.productSlug ?? '';
      if (!plan || limit === undefined) continue;
      const coming = moving.filter((other) => other.productSlug === productSlug && other.planId === plan.id).length;
      const there = await this.resources.countOnPlan(targetId, { productSlug, plan });
      if (there + coming > limit) throw Ordering.limitReached(plan);
    }
  }

  /**
   * The plan of the target if it suffices, else that of the resources, else the first that does. What cost something goes on
   * costing something; what is free asks nobody who has a plan for another (Vercel's contract), and makes nobody pay.
   */
  private async commonPlan(targetId: string, before: Plan | null, coming: readonly (Plan | null)[]): Promise<Plan> {
    const isFree = coming.every((plan) => plan === null || plan.isFree);
    const there = before === null ? 0 : await this.resources.countOnPlan(targetId, { productSlug: '', plan: before });
    const hasRoom = ({ limits }: Plan): boolean =>
      there + coming.length <= (limits.resourcesPerInstallation ?? Number.POSITIVE_INFINITY);
    if (before !== null && (isFree || !before.isFree) && hasRoom(before)) return before;
    if (before !== null && isFree) throw Ordering.limitReached(before);
    const sold = [...coming, ...this.catalog.installationPlans].filter((plan) => plan !== null && !plan.disabled);
    const fitting = sold.find((plan) => plan !== null && plan.isFree === isFree && hasRoom(plan));
    if (fitting) return fitting;
    throw before === null
      ? new Conflict('The installation has no plan for these resources')
      : Ordering.limitReached(before);
  }
}
