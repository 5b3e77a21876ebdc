import { Controller, Get, Param, Query } from '@nestjs/common';
import { PreInstall, VercelAuth } from '../../platform/auth/index.js';
import { Catalog } from './catalog.js';
import { PlansResponse } from './dto/billing-plan.response.js';
import { readMetadataQuery } from './dto/metadata.query.js';

/** The plans of a product, which Vercel asks for while a customer fills in the form, and before anybody installs. */
@Controller('v1/products/:productSlug/plans')
export class ProductPlansController {
  constructor(private readonly catalog: Catalog) {}

  /** Plans offered for a product. */
  @Get()
  @VercelAuth('system')
  @PreInstall()
  list(@Param('productSlug') slug: string, @Query('metadata') metadata?: string): PlansResponse {
    const plans = this.catalog.getProduct(slug).plansFor(readMetadataQuery(metadata));
    return { plans: plans.map((plan) => plan.toBillingPlan()) };
  }
}
