import { Injectable } from '@nestjs/common';
import type { BillingPlan, Metadata, ProtocolSettings, ResourceBody } from '#libs/vercel-contract';
import { Catalog, departedPlan } from '../catalog/index.js';
import { statusOf, type ResourceState } from './resource-state.js';

/** What is needed of a resource to show it. */
export interface ResourceSnapshot {
  readonly id: string;
  readonly productSlug: string;
  readonly planId: string;
  readonly name: string;
  readonly metadata: Metadata;
  readonly state: ResourceState;
  readonly protocolSettings: ProtocolSettings | null;
}

/** Renders resources as Vercel reads them: the whole plan, nothing null. */
@Injectable()
export class ResourceView {
  constructor(private readonly catalog: Catalog) {}

  render(resource: ResourceSnapshot): ResourceBody {
    const { id, productSlug, name, metadata, protocolSettings } = resource;
    return {
      id,
      productId: productSlug,
      name,
      metadata,
      status: statusOf(resource.state),
      billingPlan: this.plan(productSlug, resource.planId),
      ...(protocolSettings === null ? {} : { protocolSettings }),
    };
  }

  private plan(productSlug: string, planId: string): BillingPlan {
    const plan = this.catalog.findProduct(productSlug)?.findPlan(planId);
    return plan?.toBillingPlan() ?? departedPlan(planId, 'resource');
  }
}
