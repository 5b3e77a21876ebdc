import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { RevocationService } from '../revocation.service.js';
import { REVOKE_SECRETS, type ResourceJobData } from './bring-forward.definition.js';

/** Revokes what is due of one resource, by the truth that it finds. */
@Injectable()
@HandlesJob(REVOKE_SECRETS)
export class RevokeSecrets implements JobHandler<ResourceJobData> {
  constructor(private readonly revocation: RevocationService) {}

  run({ installationId, resourceId }: ResourceJobData): Promise<void> {
    return this.revocation.revokeDue(installationId, resourceId);
  }
}
