import { Injectable } from '@nestjs/common';
import type { ResourceBody } from '#libs/vercel-contract';
import { Clock } from '../../platform/clock/index.js';
import { Conflict, NotFound } from '../../platform/errors/index.js';
import { Catalog, type Plan, type Product } from '../catalog/index.js';
import { InstallationRepository, InstallationService } from '../installations/index.js';
import type { UpdateResourceRequest } from './dto/update-resource.request.js';
import { ChangeFollowUp, termsOf } from './change-follow-up.js';
import { Ordering } from './ordering.js';
import { protocolSettingsOf } from './protocol-settings.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceView } from './resource.view.js';

/** Who may change how much: the installation's present plan, and its resource. */
interface Subject {
  readonly resource: Resource;
  readonly product: Product;
  readonly installationPlanId: string | null;
}

/** Changes a customer makes to a resource; the driver is told afterwards, by a job. */
@Injectable()
export class ChangesService {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly installations: InstallationRepository,
    private readonly installationService: InstallationService,
    private readonly catalog: Catalog,
    private readonly followUp: ChangeFollowUp,
    private readonly view: ResourceView,
    private readonly clock: Clock,
  ) {}

  /** Only the keys present are changed. Runs in the caller's unit of work. */
  async change(installationId: string, id: string, wish: UpdateResourceRequest): Promise<ResourceBody> {
    const { billingPlanId: installationPlanId } = await this.installations.lockActiveTerms(installationId);
    const resource = await this.resources.getLocked(installationId, id);
    if (!resource.isLive) throw new NotFound('Resource');
    const subject = { resource, product: this.catalog.getProduct(resource.productSlug), installationPlanId };
    const before = termsOf(resource);
    if (wish.name !== undefined && wish.name !== resource.name) this.rename(subject, wish.name);
    if (wish.metadata !== undefined) this.changeMetadata(subject, wish.metadata);
    if (wish.billingPlanId !== undefined) await this.changePlan(subject, wish.billingPlanId);
    const settings = protocolSettingsOf(wish.protocolSettings);
    if (settings !== undefined) resource.changeProtocolSettings(settings, this.clock.now());
    await this.followUp.save(resource, before);
    return this.view.renderRow(resource);
  }

  private rename({ resource, product }: Subject, name: string): void {
    if (!product.capabilities.renaming) throw new Conflict('Resources of this product cannot be renamed');
    resource.rename(name, this.clock.now());
  }

  private changeMetadata({ resource, product }: Subject, wish: unknown): void {
    const metadata = product.acceptMetadataChange(resource.metadata, wish);
    if (JSON.stringify(metadata) !== JSON.stringify(resource.metadata))
      resource.changeMetadata(metadata, this.clock.now());
  }

  private async changePlan({ resource, product, installationPlanId }: Subject, planId: string): Promise<void> {
    if (planId === resource.planId) return;
    const plan = Ordering.choosePlan(product, planId);
    const { installationId } = resource;
    if (plan.scope === 'installation' && installationPlanId !== plan.id) {
      await this.installationService.changePlan(installationId, plan.id);
    }
    await this.assertRoom(resource, plan);
    resource.changePlan(plan, this.clock.now());
  }

  private async assertRoom({ installationId, productSlug, id }: Resource, plan: Plan): Promise<void> {
    const limit = plan.limits.resourcesPerInstallation;
    if (limit === undefined) return;
    const others = await this.resources.countOnPlan(installationId, { productSlug, plan }, id);
    if (others >= limit) throw Ordering.limitReached(plan);
  }
}
