import { Injectable } from '@nestjs/common';
import { Catalog, type Plan } from '../catalog/index.js';
import type { PlanSegment } from '../resources/index.js';
import type { Tariff } from './rating/index.js';

type OnPlan = Pick<PlanSegment, 'resourceId' | 'productSlug' | 'planId'>;

/** What becomes of a time on a plan: it is rated, paid elsewhere, or cannot be priced since the plan has left the catalog. */
export type Priced = { readonly kind: 'rated'; readonly tariff: Tariff } | { readonly kind: 'elsewhere' | 'unknown' };

/** The catalog as rating wants it. */
@Injectable()
export class Tariffs {
  constructor(private readonly catalog: Catalog) {}

  /** Prepaid plans are invoiced by Vercel, and the plan of an installation is charged once, not with each of its resources. */
  of(time: OnPlan): Priced {
    const plan = this.findPlan(time);
    if (plan === null) return { kind: 'unknown' };
    const isShared = plan.scope === 'installation' && time.resourceId !== null;
    if (plan.type === 'prepayment' || isShared) return { kind: 'elsewhere' };
    const { id: planId, name: planName, pricing } = plan;
    return { kind: 'rated', tariff: { planId, planName, pricing, meters: this.metersOf(time) } };
  }

  private findPlan({ productSlug, planId }: OnPlan): Plan | null {
    if (productSlug === null) return this.catalog.findInstallationPlan(planId);
    return this.catalog.findProduct(productSlug)?.findPlan(planId) ?? null;
  }

  /** The plan of an installation names meters together with their product. */
  private metersOf({ productSlug }: OnPlan): Tariff['meters'] {
    const products = this.catalog.products.filter(({ slug }) => productSlug === null || slug === productSlug);
    const named = products.flatMap(({ slug, meters }) =>
      meters.map((meter) => [productSlug === null ? `${slug}/${meter.id}` : meter.id, meter] as const),
    );
    return new Map(named);
  }
}
