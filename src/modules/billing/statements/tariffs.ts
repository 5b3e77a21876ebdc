import { Injectable } from '@nestjs/common';
import { Catalog, type Plan, type Product } from '../../catalog/index.js';
import type { Tariff } from '../rating/index.js';
import type { PlanTime } from './facts.js';

/** A meter as a plan calls it, and as usage does. */
export interface PricedMeter {
  readonly name: string;
  readonly meter: Product['meters'][number];
}

/** What becomes of a time on a plan: it cannot be priced since the plan has left the catalog, or by what it is rated. */
export type Priced =
  | { readonly kind: 'unknown' }
  | {
      readonly kind: 'rated';
      readonly tariff: Tariff;
      /** Paid before it is used, through invoices of Vercel's. */
      readonly isPrepaid: boolean;
      /** On the plan of the whole installation, which is charged once: only what the resource uses counts towards it. */
      readonly isShared: boolean;
      /** By `product/meter`. */
      readonly meters: ReadonlyMap<string, PricedMeter>;
    };

/** The catalog as rating wants it. */
@Injectable()
export class Tariffs {
  constructor(private readonly catalog: Catalog) {}

  /** What a time costs, by the plan that the catalog has now. */
  of(time: Pick<PlanTime, 'resourceId' | 'productSlug' | 'planId'>): Priced {
    const plan = this.catalog.findPlan(time.productSlug, time.planId);
    if (plan === null) return { kind: 'unknown' };
    const meters = this.metersOf(time, plan);
    const { id: planId, name: planName, pricing } = plan;
    const named = new Map([...meters.values()].map(({ name, meter }) => [name, meter]));
    return {
      kind: 'rated',
      tariff: { planId, planName, pricing, meters: named },
      isPrepaid: plan.type === 'prepayment',
      isShared: plan.scope === 'installation' && time.resourceId !== null,
      meters,
    };
  }

  /** Every meter that is sold, by `product/meter`. */
  allMeters(): ReadonlyMap<string, { readonly product: Product; readonly meter: Product['meters'][number] }> {
    const entries = this.catalog.products.flatMap((product) =>
      product.meters.map((meter) => [`${product.slug}/${meter.id}`, { product, meter }] as const),
    );
    return new Map(entries);
  }

  /** The plan of an installation names meters together with their product. */
  private metersOf({ productSlug }: Pick<PlanTime, 'productSlug'>, { scope }: Plan): Map<string, PricedMeter> {
    const sold = [...this.allMeters()].filter(
      ([, { product }]) => productSlug === null || product.slug === productSlug,
    );
    const named = sold.map(
      ([key, { meter }]) => [key, { name: scope === 'installation' ? key : meter.id, meter }] as const,
    );
    return new Map(named);
  }
}
