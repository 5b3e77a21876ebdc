import { Injectable } from '@nestjs/common';
import type { BillingPlan } from '#libs/vercel-contract';
import { Catalog, LINKED_PLAN, type Plan } from '../catalog/index.js';
import { ResourceRepository } from './resource.repository.js';
import type { ResourceSnapshot } from './resource.view.js';

/** Which plans somebody may choose; one whose limit is reached is shown but cannot be chosen. */
@Injectable()
export class PlanOfferService {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly catalog: Catalog,
  ) {}

  /** Plans of the whole catalog for an installation, of both scopes, each once. */
  async forInstallation(installationId: string): Promise<readonly BillingPlan[]> {
    const own = this.catalog.installationPlans.map((plan) => plan.toBillingPlan());
    const offers = await Promise.all(
      this.catalog.products.map((product) =>
        this.offer(
          installationId,
          product.slug,
          product.plans.filter((plan) => plan.scope === 'resource'),
        ),
      ),
    );
    return [...own, ...offers.flat()];
  }

  /** Plans that a resource may move to, its present one among them; of a linked one that is all. */
  async forResource(installationId: string, resource: ResourceSnapshot): Promise<readonly BillingPlan[]> {
    if (resource.linkedInstance !== null) return [LINKED_PLAN];
    const plans = this.catalog.findProduct(resource.productSlug)?.plans ?? [];
    return this.offer(installationId, resource.productSlug, plans, resource.planId);
  }

  private async offer(
    installationId: string,
    productSlug: string,
    plans: readonly Plan[],
    presentPlanId?: string,
  ): Promise<readonly BillingPlan[]> {
    return Promise.all(
      plans.map(async (plan) => {
        const limit = plan.limits.resourcesPerInstallation;
        if (limit === undefined || plan.id === presentPlanId) return plan.toBillingPlan();
        const full = (await this.resources.countOnPlan(installationId, { productSlug, plan })) >= limit;
        return plan.toBillingPlan(full ? { disabled: true } : {});
      }),
    );
  }
}
