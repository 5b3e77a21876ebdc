import { Injectable } from '@nestjs/common';
import type { BillingPlan, Metadata, Notification, ProtocolSettings, ResourceBody } from '#libs/vercel-contract';
import { Catalog, departedPlan, LINKED_PLAN } from '../catalog/index.js';
import { Notifications } from '../notifications/index.js';
import { statusOf, type ResourceState } from './resource-state.js';

/** What is needed of a resource to show it. */
export interface ResourceSnapshot {
  readonly id: string;
  readonly productSlug: string;
  /** Null unless the customer had it before. */
  readonly linkedInstance: string | null;
  readonly planId: string;
  readonly name: string;
  readonly metadata: Metadata;
  readonly state: ResourceState;
  readonly protocolSettings: ProtocolSettings | null;
  /** What is shown beside it. */
  readonly notification: Notification | null;
}

/** A resource without what is shown beside it, which is another module's. */
type BareResource = Omit<ResourceSnapshot, 'notification'> & { readonly installationId: string };

/** Renders resources as Vercel reads them: the whole plan, nothing null. */
@Injectable()
export class ResourceView {
  constructor(
    private readonly catalog: Catalog,
    private readonly notifications: Notifications,
  ) {}

  /** Renders rows of one installation, and looks up what is shown beside them. */
  async renderRows(installationId: string, rows: readonly BareResource[]): Promise<ResourceBody[]> {
    const shown = await this.notifications.shownOnResources(
      installationId,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => this.renderWith(row, shown.get(row.id) ?? null));
  }

  /** As `renderRows`, of one. */
  async renderRow(row: BareResource): Promise<ResourceBody> {
    const shown = await this.notifications.shownOnResources(row.installationId, [row.id]);
    return this.renderWith(row, shown.get(row.id) ?? null);
  }

  render(resource: ResourceSnapshot): ResourceBody {
    return this.renderWith(resource, resource.notification);
  }

  private renderWith(
    resource: Omit<ResourceSnapshot, 'notification'>,
    notification: Notification | null,
  ): ResourceBody {
    const { id, productSlug, name, metadata, protocolSettings } = resource;
    return {
      id,
      productId: productSlug,
      name,
      metadata,
      status: statusOf(resource.state),
      billingPlan: this.plan(resource),
      ...(resource.linkedInstance === null ? {} : { ownership: 'linked' as const }),
      ...(protocolSettings === null ? {} : { protocolSettings }),
      ...(notification === null ? {} : { notification }),
    };
  }

  private plan({
    productSlug,
    planId,
    linkedInstance,
  }: Pick<ResourceSnapshot, 'productSlug' | 'planId' | 'linkedInstance'>): BillingPlan {
    if (linkedInstance !== null) return LINKED_PLAN;
    const plan = this.catalog.findProduct(productSlug)?.findPlan(planId);
    return plan?.toBillingPlan() ?? departedPlan(planId, 'resource');
  }
}
