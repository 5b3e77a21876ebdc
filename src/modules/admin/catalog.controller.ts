import { Controller, Get } from '@nestjs/common';
import { Operator } from '../../platform/auth/index.js';
import { ADMIN_READ_FAILURES, Answers } from '../../platform/http/index.js';
import { Catalog, type Plan } from '../catalog/index.js';
import { InstallationRepository } from '../installations/index.js';
import { ResourceFigures } from '../resources/index.js';
import {
  type AdminCatalogFindingResponse,
  AdminCatalogResponse,
  type AdminPlanResponse,
} from './dto/catalog.response.js';

/** How many are on a plan; of installations where the product is null. */
interface Use {
  readonly productSlug: string | null;
  readonly planId: string;
  readonly inUse: number;
}

/** What is sold, for operators. */
@Controller('admin/v1/catalog')
export class AdminCatalogController {
  constructor(
    private readonly catalog: Catalog,
    private readonly figures: ResourceFigures,
    private readonly installations: InstallationRepository,
  ) {}

  /** The catalog in force, how many are on each plan, and what is wrong with it. */
  @Get()
  @Answers({ status: 200, type: AdminCatalogResponse, description: 'The catalog' }, ADMIN_READ_FAILURES)
  @Operator('read')
  async show(): Promise<AdminCatalogResponse> {
    const { billing, period, products, installationPlans } = this.catalog;
    const uses = await this.uses();
    const isPerResource = billing === 'resource';
    return {
      billing,
      period,
      products: products.map(({ slug, name, driver, meters, plans }) => ({
        id: slug,
        name,
        driver,
        meters: meters.map(({ id }) => id),
        plans: isPerResource ? plans.map((plan) => show(plan, slug, uses)) : [],
      })),
      installationPlans: installationPlans.map((plan) => show(plan, null, uses)),
      findings: uses.flatMap((use) => this.findingOf(use)),
    };
  }

  private async uses(): Promise<readonly Use[]> {
    const ofResources = await this.figures.byPlan();
    const ofInstallations = await this.installations.countByPlan();
    return [
      ...ofResources.map(({ resources: inUse, ...use }) => ({ ...use, inUse })),
      ...ofInstallations.map(({ planId, installations: inUse }) => ({ productSlug: null, planId, inUse })),
    ];
  }

  private findingOf({ productSlug, planId, inUse }: Use): AdminCatalogFindingResponse[] {
    const about = { ...(productSlug === null ? {} : { productId: productSlug }), planId, inUse };
    if (productSlug !== null && this.catalog.findProduct(productSlug) === null)
      return [{ kind: 'product-gone', ...about }];
    const plan = this.catalog.findPlan(productSlug, planId);
    if (plan === null) return [{ kind: 'plan-gone', ...about }];
    return plan.disabled ? [{ kind: 'disabled-plan-in-use', ...about }] : [];
  }
}

function show({ id, type, name, disabled }: Plan, productSlug: string | null, uses: readonly Use[]): AdminPlanResponse {
  const use = uses.find((one) => one.productSlug === productSlug && one.planId === id);
  return { id, type, name, disabled, inUse: use?.inUse ?? 0 };
}
