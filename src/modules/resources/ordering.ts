import { Injectable } from '@nestjs/common';
import type { Metadata } from '#libs/vercel-contract';
import { Conflict, InvalidInput } from '../../platform/errors/index.js';
import { Catalog, type Plan, type Product } from '../catalog/index.js';

/** What a customer wants, checked against the catalog. */
export interface Order {
  readonly product: Product;
  readonly plan: Plan;
  readonly metadata: Metadata;
}

/** Checks wishes against the catalog: what is sold, to whom it fits, and how often. */
@Injectable()
export class Ordering {
  constructor(private readonly catalog: Catalog) {}

  /** Every fault of the wish at once: unknown product or plan, disabled plan, each wrong metadata property. */
  read(wish: { readonly productId: string; readonly billingPlanId: string; readonly metadata: unknown }): Order {
    const product = this.catalog.findProduct(wish.productId);
    if (product === null) throw new InvalidInput([{ key: 'productId', message: 'is not a product' }]);
    const plan = Ordering.choosePlan(product, wish.billingPlanId);
    return { product, plan, metadata: product.acceptMetadata(wish.metadata) };
  }

  /** A plan of the product that can be bought. */
  static choosePlan(product: Product, planId: string): Plan {
    const plan = product.findPlan(planId);
    if (plan === null) throw new InvalidInput([{ key: 'billingPlanId', message: 'is not a plan of this product' }]);
    if (!plan.disabled) return plan;
    throw new InvalidInput([{ key: 'billingPlanId', message: 'is a plan that is no longer sold' }], {
      user: { message: `The plan ${plan.name} is no longer available. Please choose another one.` },
    });
  }

  /** The refusal of one resource more than the plan allows. */
  static limitReached(plan: Plan): Conflict {
    return new Conflict(`The plan ${plan.id} allows no further resource`, {
      user: { message: `You have reached the limit of the plan ${plan.name}. Please choose another plan.` },
    });
  }
}
