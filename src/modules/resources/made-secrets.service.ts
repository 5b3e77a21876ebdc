import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import { CredentialRepository } from './credential.repository.js';
import { OperationRepository } from './driver-operation.repository.js';
import { PROVISION } from './driver-operations.js';
import type { DriverSecret } from './driver.port.js';
import { FIRST_VERSION, ResourceSecrets } from './resource-secrets.js';
import type { Resource } from './resource.entity.js';
import { RotationPlacement } from './rotation-placement.service.js';

/** Keeps what a product tells when it has made something. Every method runs in the caller's unit of work, which holds the resource's lock. */
@Injectable()
export class MadeSecrets {
  constructor(
    private readonly credentials: CredentialRepository,
    private readonly operations: OperationRepository,
    private readonly rotation: RotationPlacement,
    private readonly secrets: ResourceSecrets,
    private readonly clock: Clock,
  ) {}

  /** What `provision` gives is version 1; where another one has been told since, that one is left alone. */
  async keep({ installationId, id }: Resource, secrets: readonly DriverSecret[]): Promise<void> {
    const standing = await this.credentials.findStanding(installationId, id);
    const current = standing.find(({ state }) => state === 'current');
    if (current === undefined) throw new Unavailable('The resource has no credentials yet');
    if (current.version !== FIRST_VERSION) return;
    current.complete(this.secrets.sealSecrets(installationId, id, FIRST_VERSION, secrets));
    await this.credentials.update(current);
  }

  /**
   * Before it is made again: what is reported of the former making counts no more, and nobody who ever knew a revoked secret may get in,
   * so that version 1 comes from a seed that nobody has seen wherever it does not stand any more.
   */
  async prepare(resource: Resource): Promise<void> {
    const { installationId, id } = resource;
    const open = await this.operations.findOpen(installationId, id, PROVISION);
    if (open !== null) await this.operations.endOnce(installationId, open.id, 'failed', this.clock.now());
    const standing = await this.credentials.findStanding(installationId, id);
    if (standing.some(({ version }) => version === FIRST_VERSION)) return;
    resource.reseed(this.secrets.sealSeed(installationId, id, this.secrets.newSeed()));
  }

  /** What was made again may know version 1 alone: that goes where it was revoked, and a new version is made and told. */
  async renew(resource: Resource): Promise<void> {
    const { installationId, id } = resource;
    const first = await this.credentials.findRevoked(installationId, id, FIRST_VERSION);
    if (first !== null) {
      first.comeBack(this.clock.now());
      await this.credentials.update(first);
    }
    await this.rotation.renew(resource);
  }
}
