import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Notifications } from '../notifications/index.js';
import type { DriverSecret } from './driver.port.js';
import { MadeSecrets } from './made-secrets.service.js';
import { ResourcePushes } from './resource-pushes.service.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

/** The cause under which the customer is told of a failure. */
const NOTIFICATION = 'provisioning';

/** What a product that had not finished has made in the end. */
export interface Settled {
  readonly status: 'ready' | 'onboarding';
  readonly secrets: readonly DriverSecret[];
}

/** Ends the waiting for a product: state, secrets and what Vercel is told of it, in the caller's unit of work, which holds the resource's lock. */
@Injectable()
export class ProvisionSettlement {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly secrets: MadeSecrets,
    private readonly pushes: ResourcePushes,
    private readonly notifications: Notifications,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Conflict when nobody waits for it (any more) */
  async settle(resource: Resource, made: Settled): Promise<void> {
    const { installationId, id, remaking } = resource;
    resource.settle(made.status, this.clock.now());
    await this.secrets.keep(resource, made.secrets);
    if (remaking) await this.secrets.renew(resource);
    if (resource.outstanding !== null) resource.expectBy(this.clock.now());
    await this.resources.update(resource);
    const details = { status: made.status, ...(remaking ? { again: true } : {}) };
    this.audit.append({ installationId, action: 'resource.provisioned', subject: id, details });
    await this.notifications.clear({ installationId, resourceId: id }, NOTIFICATION);
    await this.pushes.request(installationId, id, 'secrets');
    await this.pushes.request(installationId, id, 'updated');
  }

  /** `reason` is shown to the customer. @throws Conflict when nobody waits for it (any more) */
  async fail(resource: Resource, reason: string): Promise<void> {
    const { installationId, id } = resource;
    resource.fail(this.clock.now());
    await this.resources.update(resource);
    const details = { reason };
    const said = { level: 'error', title: 'Could not be set up', message: reason } as const;
    await this.notifications.set({ installationId, resourceId: id }, said, NOTIFICATION);
    this.audit.append({ installationId, action: 'resource.provisioning-failed', subject: id, details });
    await this.pushes.request(installationId, id, 'updated');
  }
}
