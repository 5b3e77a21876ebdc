import { Injectable } from '@nestjs/common';
import { Conflict } from '../../platform/errors/index.js';
import { CredentialRepository } from './credential.repository.js';
import type { DriverSecret } from './driver.port.js';
import type { Resource } from './resource.entity.js';
import { RotationRecording } from './rotation-recording.service.js';

/** Takes the end of a rotation that a product has reported; the caller's unit of work holds the resource's lock. */
@Injectable()
export class RotationReports {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly recording: RotationRecording,
  ) {}

  /** `secrets` null: the version could not be made. @throws Conflict when nobody waits for it any more */
  async take(resource: Resource, version: number, secrets: readonly DriverSecret[] | null): Promise<void> {
    const { installationId, id } = resource;
    const standing = await this.credentials.findStanding(installationId, id);
    const isAwaited = standing.some((each) => each.version === version && each.state === 'placed');
    if (!resource.isLive || !isAwaited) throw new Conflict('Nobody waits for the secrets any more');
    if (secrets === null) return this.recording.takeBack(resource, version);
    await this.recording.recordForPush({ resource, version }, { status: 'ready', secrets });
  }
}
