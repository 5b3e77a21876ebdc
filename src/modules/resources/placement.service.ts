import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Secret } from '../../platform/crypto/index.js';
import { Conflict, Unavailable } from '../../platform/errors/index.js';
import { requestDigest } from '../../platform/idempotency/index.js';
import { InstallationRepository, InstallationService, type InstallationTerms } from '../installations/index.js';
import type { DriverResource } from './driver.port.js';
import { Notices } from './notices.service.js';
import { Ordering, type Order } from './ordering.js';
import { ResourceSecrets } from './resource-secrets.js';
import { leaseFrom } from './lease.js';
import { newResourceId } from './resource-id.js';
import type { Resource } from './resource.entity.js';
import { type Placement, ResourceRepository } from './resource.repository.js';

const TAKING_BACK_RETRY_SECONDS = 15;
const FIRST_REVISION = 1;
const SUSPENDED = { user: { message: 'Nothing can be bought as long as the installation is suspended.' } };

/** An order with the customer's own words. */
export interface PlacedOrder extends Order {
  readonly name: string;
  readonly externalId: string | null;
  readonly protocolSettings: Resource['protocolSettings'];
}

/** A resource that waits for the driver, as he is told of it: as of which revision, and under which lease. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly resource: DriverResource;
  readonly revision: number;
  readonly lease: Date;
  readonly seed: Secret;
}

/** A resource that waits for the driver, or one that an earlier attempt of the same request has finished. */
export type Placed = Waiting | { readonly kind: 'finished'; readonly resource: Resource };

/** Promises a resource: one row, due again when its lease ends, and its audit entry, once per keyed request. */
@Injectable()
export class PlacementService {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly installations: InstallationRepository,
    private readonly installationService: InstallationService,
    private readonly secrets: ResourceSecrets,
    private readonly notices: Notices,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Runs in the caller's unit of work. @throws Conflict when the installation is leaving or suspended, or the plan's limit is reached */
  async place(installationId: string, order: PlacedOrder): Promise<Placed> {
    const id = newResourceId();
    const seed = this.secrets.newSeed();
    const lease = leaseFrom(this.clock.now());
    const place = { id, lease, seed: this.secrets.sealSeed(installationId, id, seed) };
    const { terms, isPlaced } = await this.lockAndInsert(installationId, place, order);
    if (!isPlaced) return this.resume(installationId, order);
    await this.notices.purchased(installationId, order, terms);
    const details = { productId: order.product.slug, billingPlanId: order.plan.id };
    this.audit.append({ installationId, action: 'resource.placed', subject: id, details });
    const { product, plan, name, metadata } = order;
    const resource = { installationId, id, productSlug: product.slug, planId: plan.id, name, metadata };
    return { kind: 'waiting', resource, revision: FIRST_REVISION, lease, seed };
  }

  /** The lock and the row behind it go out together, unless the installation has to change its plan in between. */
  private async lockAndInsert(
    installationId: string,
    place: Pick<Placement, 'id' | 'lease' | 'seed'>,
    order: PlacedOrder,
  ): Promise<{ terms: InstallationTerms; isPlaced: boolean }> {
    const locking = this.lock(installationId);
    if (order.plan.scope !== 'installation') {
      const [terms, isPlaced] = await Promise.all([locking, this.insert(installationId, place, order)]);
      return { terms, isPlaced };
    }
    const terms = await locking;
    if (terms.billingPlanId !== order.plan.id) await this.installationService.changePlan(installationId, order.plan.id);
    return { terms, isPlaced: await this.insert(installationId, place, order) };
  }

  private async lock(installationId: string): Promise<InstallationTerms> {
    const terms = await this.installations.lockActiveTerms(installationId);
    if (terms.isSuspended) throw new Conflict('The installation is suspended', SUSPENDED);
    return terms;
  }

  private insert(
    installationId: string,
    place: Pick<Placement, 'id' | 'lease' | 'seed'>,
    order: PlacedOrder,
  ): Promise<boolean> {
    const { product, plan, name, metadata, externalId, protocolSettings } = order;
    return this.resources.place(installationId, {
      ...place,
      productSlug: product.slug,
      driver: product.driver,
      plan,
      name,
      metadata,
      externalId,
      protocolSettings,
      requestDigest: requestDigest(),
      now: this.clock.now(),
      limit: plan.limits.resourcesPerInstallation ?? null,
    });
  }

  /** An earlier attempt of the same request got so far; without one, it was the plan's limit that said no. */
  private async resume(installationId: string, order: PlacedOrder): Promise<Placed> {
    const digest = requestDigest();
    const resource = digest === null ? null : await this.resources.findByRequest(installationId, digest);
    if (resource === null) throw Ordering.limitReached(order.plan);
    if (!resource.isLive) {
      throw new Unavailable('An earlier attempt is being taken back', { retryAfterSeconds: TAKING_BACK_RETRY_SECONDS });
    }
    const seed = this.secrets.openSeed(resource);
    if (resource.state !== 'placed' || seed === null) return { kind: 'finished', resource };
    const lease = resource.take(this.clock.now());
    await this.resources.update(resource);
    return { kind: 'waiting', resource, revision: resource.revision, lease, seed };
  }
}
