import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import type { PlansResponse as PlansBody } from '#libs/vercel-contract';
import { PreInstall, VercelAuth } from '../../platform/auth/index.js';
import { Answers, READ_FAILURES } from '../../platform/http/index.js';
import { Catalog } from './catalog.js';
import { PlansResponse } from './dto/billing-plan.response.js';
import { METADATA_QUERY, readMetadataQuery } from './dto/metadata.query.js';

/** The plans of a product, which Vercel asks for while a customer fills in the form, and before anybody installs. */
@Controller('v1/products/:productSlug/plans')
export class ProductPlansController {
  constructor(private readonly catalog: Catalog) {}

  /** Plans offered for a product. */
  @Get()
  @Answers({ status: 200, type: PlansResponse, description: 'Billing plans' }, READ_FAILURES)
  @ApiQuery(METADATA_QUERY)
  @VercelAuth('system')
  @PreInstall()
  list(@Param('productSlug') slug: string, @Query('metadata') metadata: unknown): PlansBody {
    const plans = this.catalog.getProduct(slug).plansFor(readMetadataQuery(metadata));
    return { plans: plans.map((plan) => plan.toBillingPlan()) };
  }
}
