import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { SealedMove } from '../../platform/crypto/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { Events } from '../../platform/events/index.js';
import { Answers } from '../../platform/idempotency/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { BRING_FORWARD, REVIEW_LIMITS, REVOKE_SECRETS } from './jobs/bring-forward.definition.js';
import type { NewOwner, Resource } from './resource.entity.js';
import { ResourceHandedOver } from './resource.events.js';
import { ResourceRepository } from './resource.repository.js';

/** When the reconciler looks, should the job be lost. */
const SAFETY_SECONDS = 60;

/** Makes a resource another installation's: its row, all that hangs on it, and what is outstanding. */
@Injectable()
export class ResourceHandover {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly sealed: SealedMove,
    private readonly answers: Answers,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** `resource` is locked, and so are both installations. Runs in the caller's unit of work. @throws Conflict when it is not ready */
  async handOver(resource: Resource, to: NewOwner): Promise<void> {
    const { installationId: from, id, requestDigest, planId } = resource;
    if (requestDigest !== null) await this.answers.withdraw(from, requestDigest, new NotFound('Resource'));
    const now = this.clock.now();
    resource.handOver(to, this.clock.inSeconds(SAFETY_SECONDS), now);
    await this.resources.move(from, resource);
    await this.events.publish(new ResourceHandedOver(id, to.installationId, from, now));
    await this.sealed.carry({ resourceId: id, from, to: to.installationId });
    await this.nudge(resource);
    await this.jobs.enqueue(REVIEW_LIMITS, { installationId: from });
    const plan = planId === to.planId ? {} : { billingPlanId: { before: planId, after: to.planId } };
    this.record(from, 'resource.handed-over', id, { to: to.installationId });
    this.record(to.installationId, 'resource.taken-over', id, { from, ...plan });
  }

  /** The jobs that wait for it under its former owner will find nothing. */
  private async nudge({ installationId, id }: Resource): Promise<void> {
    for (const job of [BRING_FORWARD, REVOKE_SECRETS]) await this.jobs.enqueue(job, { installationId, resourceId: id });
  }

  private record(installationId: string, action: string, subject: string, details: object): void {
    this.audit.append({ installationId, action, subject, details: { ...details } });
  }
}
