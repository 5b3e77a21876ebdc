import { Injectable } from '@nestjs/common';
import { Catalog, type Plan } from '../../catalog/index.js';

/** What is on a plan: a resource with its product, or the installation itself without. */
export interface PlanSubject {
  readonly productSlug: string | null;
  readonly planId: string | null;
}

/** The plans that are paid before they are used. */
@Injectable()
export class PrepaidPlans {
  /** As `product/plan`, of installations as `/plan`. */
  readonly keys: readonly string[];
  private readonly byKey: ReadonlyMap<string, Plan>;
  private readonly byId: ReadonlyMap<string, readonly Plan[]>;

  constructor({ products, installationPlans }: Catalog) {
    const own = products.flatMap(({ slug, plans }) =>
      plans.filter(({ scope }) => scope === 'resource').map((plan) => [keyOf(slug, plan.id), plan] as const),
    );
    const shared = installationPlans.map((plan) => [keyOf(null, plan.id), plan] as const);
    const all = [...own, ...shared];
    this.byKey = new Map(all.filter(([, { credits }]) => credits !== null));
    this.keys = [...this.byKey.keys()];
    this.byId = Map.groupBy(
      all.map(([, plan]) => plan),
      ({ id }) => id,
    );
  }

  /** Null for a plan that is invoiced afterwards, or that nobody knows. */
  termsOf({ productSlug, planId }: PlanSubject): Plan['credits'] {
    return planId === null ? null : (this.byKey.get(keyOf(productSlug, planId))?.credits ?? null);
  }

  /** Whether credits can be bought for a plan: it is prepaid, or has left the catalog while somebody is still on it. */
  isSold(planId: string): boolean {
    const known = this.byId.get(planId);
    return known === undefined || known.some(({ credits }) => credits !== null);
  }
}

function keyOf(productSlug: string | null, planId: string): string {
  return `${productSlug ?? ''}/${planId}`;
}
