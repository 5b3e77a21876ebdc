import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Secret } from '../../platform/crypto/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import { requestDigest } from '../../platform/idempotency/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { InstallationRepository, InstallationService } from '../installations/index.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import { Ordering, type Order } from './ordering.js';
import { ResourceSecrets } from './resource-secrets.js';
import { abandonedAt, ATTEMPT_SECONDS, type Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';
import type { ResourceSnapshot } from './resource.view.js';

const TAKING_BACK_RETRY_SECONDS = 15;
const ID_BYTES = 16;

/** An order with the customer's own words. */
export interface PlacedOrder extends Order {
  readonly name: string;
  readonly externalId: string | null;
  readonly protocolSettings: Resource['protocolSettings'];
}

/** A resource that waits for the driver, or one that an earlier attempt of the same request has finished. */
export type Placed =
  | {
      readonly kind: 'waiting';
      readonly resource: ResourceSnapshot & { readonly installationId: string };
      readonly seed: Secret;
    }
  | { readonly kind: 'finished'; readonly resource: Resource };

/** Promises a resource: one row, its safety net and its audit entry, once per keyed request. */
@Injectable()
export class PlacementService {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly installations: InstallationRepository,
    private readonly installationService: InstallationService,
    private readonly secrets: ResourceSecrets,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Runs in the caller's unit of work. @throws Conflict when the installation is leaving or the plan's limit is reached */
  async place(installationId: string, order: PlacedOrder): Promise<Placed> {
    const terms = await this.installations.lockActiveTerms(installationId);
    if (order.plan.scope === 'installation' && terms.billingPlanId !== order.plan.id) {
      await this.installationService.changePlan(installationId, order.plan.id);
    }
    const id = `res_${randomBytes(ID_BYTES).toString('base64url')}`;
    const seed = this.secrets.newSeed();
    if (!(await this.insert(installationId, id, order, seed))) return this.resume(installationId, order);
    await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id }, { afterSeconds: ATTEMPT_SECONDS });
    const details = { productId: order.product.slug, billingPlanId: order.plan.id };
    await this.audit.append({ installationId, action: 'resource.placed', subject: id, details });
    const { product, plan, name, metadata, protocolSettings } = order;
    const resource = {
      installationId,
      id,
      productSlug: product.slug,
      planId: plan.id,
      name,
      metadata,
      protocolSettings,
    };
    return { kind: 'waiting', resource: { ...resource, state: 'placed' }, seed };
  }

  private insert(installationId: string, id: string, order: PlacedOrder, seed: Secret): Promise<boolean> {
    const { product, plan, name, metadata, externalId, protocolSettings } = order;
    const now = this.clock.now();
    return this.resources.place(installationId, {
      id,
      productSlug: product.slug,
      planId: plan.id,
      name,
      metadata,
      externalId,
      protocolSettings,
      everBilled: !plan.isFree,
      requestDigest: requestDigest(),
      seed: this.secrets.sealSeed(installationId, id, seed),
      dueAt: abandonedAt(now),
      now,
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
    resource.attemptAgain(this.clock.now());
    await this.resources.update(resource);
    return { kind: 'waiting', resource, seed };
  }
}
