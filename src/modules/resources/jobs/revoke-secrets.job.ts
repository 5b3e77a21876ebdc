import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { ResourceRepository } from '../resource.repository.js';
import { RevocationService } from '../revocation.service.js';
import { RotationProgress } from '../rotation-progress.service.js';
import { REVOKE_SECRETS, type ResourceJobData } from './bring-forward.definition.js';
import { unlessMoved } from './unless-moved.js';

/** Makes what is to be made and revokes what is due of one resource's secrets, by the truth that it finds. */
@Injectable()
@HandlesJob(REVOKE_SECRETS)
export class RevokeSecrets implements JobHandler<ResourceJobData> {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly progress: RotationProgress,
    private readonly revocation: RevocationService,
  ) {}

  run(data: ResourceJobData): Promise<void> {
    const { installationId, resourceId } = data;
    return unlessMoved(this.resources, data, async () => {
      await this.progress.advance(installationId, resourceId);
      await this.revocation.revokeDue(installationId, resourceId);
    });
  }
}
