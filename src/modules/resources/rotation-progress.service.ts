import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { CredentialRepository } from './credential.repository.js';
import { DriverOperations } from './driver-operations.js';
import { leaseFrom } from './lease.js';
import { ResourceSecrets } from './resource-secrets.js';
import { ResourceRepository } from './resource.repository.js';
import type { WaitingVersion } from './rotation-placement.service.js';
import { RotationRecording } from './rotation-recording.service.js';

/** When a product that is still making a version is asked again. */
const PENDING_SECONDS = 15;

/** Finishes a rotation that no request waits for: the driver makes the version, Vercel is told of it by a call of ours. */
@Injectable()
export class RotationProgress {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly credentials: CredentialRepository,
    private readonly secrets: ResourceSecrets,
    private readonly recording: RotationRecording,
    private readonly drivers: DriverOperations,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Nothing where there is none, or the resource is on its way out, which ends it. Two at once make the same version. */
  async advance(installationId: string, id: string): Promise<void> {
    const waiting = await this.unitOfWork.run(() => this.begin(installationId, id));
    if (waiting === null) return;
    const { resource, seed, version } = waiting;
    try {
      const made = await this.drivers.rotateSecrets(resource, seed, version);
      await this.unitOfWork.run(() =>
        made.status === 'pending' ? this.comeBack(waiting) : this.recording.recordForPush(waiting, made),
      );
    } catch (error) {
      if (!(error instanceof DomainError) || !error.isFinal) throw error;
      await this.unitOfWork.run(() => this.recording.takeBack(resource, version));
    }
  }

  private async begin(installationId: string, id: string): Promise<WaitingVersion | null> {
    const resource = await this.resources.getLocked(installationId, id);
    const credential = await this.credentials.findPlaced(installationId, id);
    const seed = credential === null ? null : this.secrets.openVersionSeed(credential);
    if (!resource.isLive || credential?.toldBy !== 'push' || seed === null) return null;
    credential.take(null, leaseFrom(this.clock.now()));
    await this.credentials.update(credential);
    return { kind: 'waiting', resource, version: credential.version, seed };
  }

  private async comeBack({ resource: { installationId, id } }: WaitingVersion): Promise<void> {
    await this.resources.getLocked(installationId, id);
    const credential = await this.credentials.findPlaced(installationId, id);
    if (credential === null) return;
    credential.expectBy(this.clock.inSeconds(PENDING_SECONDS));
    await this.credentials.update(credential);
  }
}
