import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { ResourceRepository } from './resource.repository.js';

/** Ends the waiting for a customer who had something to do before the resource could be used. */
@Injectable()
export class Onboarding {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly pushes: ResourcePushes,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Nothing where nobody waits for the customer. @throws Conflict when the resource is being removed */
  async finish(installationId: string, id: string, reason: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const resource = await this.resources.getLocked(installationId, id);
      const { state, resumesAs } = resource;
      if (!resource.finishOnboarding(this.clock.now())) return;
      await this.resources.update(resource);
      await this.pushes.request(installationId, id, 'status');
      const suspended = { resumesAs: { before: resumesAs, after: resource.resumesAs } };
      const details = {
        reason,
        state: { before: state, after: resource.state },
        ...(resumesAs === null ? {} : suspended),
      };
      this.audit.append({ installationId, action: 'resource.onboarded', subject: id, details });
    });
  }
}
