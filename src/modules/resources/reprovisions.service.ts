import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { BRING_FORWARD } from './jobs/bring-forward.definition.js';
import { MadeSecrets } from './made-secrets.service.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { ResourceRepository } from './resource.repository.js';

/** When the reconciler looks again, should the job be lost. */
const SAFETY_SECONDS = 60;

/**
 * Has a product make again what it has lost or could not keep in order, under the same resource id: what still stands it finishes or
 * leaves alone, so that there are never two. Joins the caller's unit of work.
 */
@Injectable()
export class Reprovisions {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly secrets: MadeSecrets,
    private readonly pushes: ResourcePushes,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Conflict when it is on its way out, linked, being made, or the product is at work on it */
  async start(installationId: string, id: string, reason: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const resource = await this.resources.getLocked(installationId, id);
      const { state: before } = resource;
      resource.remake(this.clock.now());
      resource.expectBy(this.clock.inSeconds(SAFETY_SECONDS));
      await this.secrets.prepare(resource);
      await this.resources.update(resource);
      await this.pushes.request(installationId, id, 'status');
      await this.jobs.enqueue(BRING_FORWARD, { installationId, resourceId: id });
      const details = { reason, state: { before, after: resource.state } };
      this.audit.append({ installationId, action: 'resource.reprovision-requested', subject: id, details });
    });
  }
}
