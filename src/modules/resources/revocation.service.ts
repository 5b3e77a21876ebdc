import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { CredentialRepository } from './credential.repository.js';
import { DriverCalls } from './driver-calls.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

/** Takes credentials away whose time is over: replaced ones, and those of a rotation that nobody has finished. */
@Injectable()
export class RevocationService {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly credentials: CredentialRepository,
    private readonly drivers: DriverCalls,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** A resource that is on its way out takes its credentials along. */
  async revokeDue(installationId: string, id: string): Promise<void> {
    const resource = await this.resources.find(installationId, id);
    if (resource === null || !resource.isLive) return;
    const due = await this.unitOfWork.run(() => this.begin(resource));
    for (const version of due) {
      await this.drivers.call(resource, (driver, told, call) => driver.revokeSecrets(told, version, call));
      await this.unitOfWork.run(() => this.finish(resource, version));
    }
  }

  /** From here on an unfinished rotation cannot be finished any more. */
  private async begin({ installationId, id }: Resource): Promise<readonly number[]> {
    const { isLive } = await this.resources.getLocked(installationId, id);
    if (!isLive) return [];
    const now = this.clock.now();
    const due = (await this.credentials.findStanding(installationId, id)).filter((each) => each.isToRevoke(now));
    for (const credential of due) {
      credential.takeBack();
      await this.credentials.update(credential);
    }
    return due.map(({ version }) => version);
  }

  private async finish({ installationId, id }: Resource, version: number): Promise<void> {
    const { isLive } = await this.resources.getLocked(installationId, id);
    const standing = await this.credentials.findStanding(installationId, id);
    const credential = standing.find((each) => each.version === version);
    if (!isLive || credential === undefined) return;
    const { isTold } = credential;
    credential.revoke(this.clock.now());
    await this.credentials.update(credential);
    const action = isTold ? 'resource.secrets-revoked' : 'resource.rotation-undone';
    this.audit.append({ installationId, action, subject: id, details: { version } });
  }
}
