import { Injectable } from '@nestjs/common';
import type { WireSecret } from '#libs/vercel-contract';
import { UnitOfWork } from '../../platform/database/index.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceSecrets, revealed } from './resource-secrets.js';
import { RotationRecording } from './rotation-recording.service.js';

/** One version of a resource's secrets, in the clear. */
export interface SecretsVersion {
  readonly version: number;
  readonly secrets: readonly WireSecret[];
}

/** The secrets of resources for whoever hands them on himself, since Vercel does not hold them. */
@Injectable()
export class PresentSecrets {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly secrets: ResourceSecrets,
    private readonly rotations: RotationRecording,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Null as long as the product has not made any, and once the resource is gone. */
  async read(installationId: string, resourceId: string): Promise<SecretsVersion | null> {
    const resource = await this.resources.find(installationId, resourceId);
    if (resource?.isLive !== true) return null;
    const credential = await this.resources.findCredential(installationId, resourceId);
    const secrets = credential === null ? [] : revealed(this.secrets.openSecrets(credential));
    return credential === null || secrets.length === 0 ? null : { version: credential.version, secrets };
  }

  /** Everybody who needs them has this version: what waited for that ends as rotations say. A newer version is not acknowledged by it. */
  acknowledge(installationId: string, resourceId: string, version: number): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.resources.getLocked(installationId, resourceId);
      const present = await this.resources.findCredential(installationId, resourceId);
      if (present?.version === version) await this.rotations.acknowledge(installationId, resourceId);
    });
  }
}
