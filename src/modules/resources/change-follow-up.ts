import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

const SAFETY_SECONDS = 60;

/** Writes a change down with all that has to follow it: the job that tells the driver, and the audit entry. */
@Injectable()
export class ChangeFollowUp {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** `changed` names the changed fields. */
  async save(
    resource: Resource,
    change: { readonly driverMustKnow: boolean; readonly changed: readonly string[] },
  ): Promise<void> {
    const { installationId, id } = resource;
    if (change.driverMustKnow) {
      resource.expectBy(this.clock.inSeconds(SAFETY_SECONDS));
      await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
    }
    await this.resources.update(resource);
    if (change.changed.length === 0) return;
    await this.audit.append({
      installationId,
      action: 'resource.changed',
      subject: id,
      details: { fields: change.changed },
    });
  }
}
