import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CurrentSession, type MemberSession, Session } from '../../platform/auth/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { Page, page, type PageAnswer, template } from '../../platform/pages/index.js';
import { Catalog } from '../catalog/index.js';
import { Overviews } from './overviews.service.js';
import { OwnResources } from './own-resources.service.js';
import { type Paged, paged } from './pager.js';
import { type ResourceLine, resourceLine } from './resource-line.js';

interface ProductView {
  readonly plans: readonly { name: string; cost: string | null; description: string; isOffered: boolean }[];
  readonly resources: Paged<ResourceLine>;
}

const OVERVIEW = template<Awaited<ReturnType<Overviews['of']>>>('modules/dashboard/templates/overview');
const PRODUCT = template<ProductView>('modules/dashboard/templates/product');

/** Where a customer comes in. */
@ApiExcludeController()
@Controller('dashboard')
@Page()
@Session()
export class OverviewController {
  constructor(
    private readonly overviews: Overviews,
    private readonly resources: OwnResources,
    private readonly catalog: Catalog,
  ) {}

  @Get()
  async show(@CurrentSession() session: MemberSession, @Query('page') number?: unknown): Promise<PageAnswer> {
    return page(OVERVIEW, session.accountName ?? 'Overview', await this.overviews.of(session, number));
  }

  @Get('products/:slug')
  async product(
    @CurrentSession() { installationId }: MemberSession,
    @Param('slug') slug: string,
    @Query('page') number?: unknown,
  ): Promise<PageAnswer> {
    const product = this.catalog.findProduct(slug);
    if (product === null) throw new NotFound('Product');
    const own = await this.resources.list(installationId);
    const resources = own.filter(({ resource }) => resource.productSlug === slug).map(resourceLine);
    const plans = product.plans.map((plan) => {
      const { name, description, cost = null } = plan.toBillingPlan();
      return { name, description, cost, isOffered: !plan.disabled };
    });
    return page(PRODUCT, product.name, { plans, resources: paged(resources, number) });
  }
}
