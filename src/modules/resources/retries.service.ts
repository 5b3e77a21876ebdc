import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import { ResourceRepository } from './resource.repository.js';

/** When the reconciler looks again, should the job be lost. */
const SAFETY_SECONDS = 60;

/** Has the product asked once more for what it refused, or has not done yet. */
@Injectable()
export class Retries {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing where nothing is outstanding. @throws Conflict when the resource is being removed */
  async retry(installationId: string, id: string, reason: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const resource = await this.resources.getLocked(installationId, id);
      if (!resource.isLive) throw new Conflict('The resource is being removed');
      const { refused, state: before } = resource;
      resource.retry(this.clock.now());
      if (resource.outstanding === null && resource.state !== 'pending') return;
      resource.expectBy(this.clock.inSeconds(SAFETY_SECONDS));
      await this.resources.update(resource);
      await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
      const { outstanding, state: after } = resource;
      const details = { reason, refused, outstanding, state: { before, after } };
      this.audit.append({ installationId, action: 'resource.retry-requested', subject: id, details });
    });
  }
}
