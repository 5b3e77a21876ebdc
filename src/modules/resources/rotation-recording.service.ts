import { Injectable } from '@nestjs/common';
import type { RotateSecretsResponse } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { NotFound, Unavailable } from '../../platform/errors/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { CredentialRepository } from './credential.repository.js';
import type { Made } from './driver.port.js';
import { REVOKE_SECRETS } from './jobs/bring-forward.definition.js';
import type { ResourceCredential } from './resource-credential.entity.js';
import { ResourceSecrets, revealed } from './resource-secrets.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';
import type { WaitingVersion } from './rotation-placement.service.js';

/** Between the reading of the clock and the end of the transaction that holds the answer lies at most this. */
const RECORDING_SECONDS = 15;

/** Records a version that the driver has made, and when the one before it ends. Every method runs in the caller's unit of work. */
@Injectable()
export class RotationRecording {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly credentials: CredentialRepository,
    private readonly secrets: ResourceSecrets,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound when the resource was deleted meanwhile, Unavailable when the version was taken back */
  async record(
    { resource, version }: Pick<WaitingVersion, 'resource' | 'version'>,
    made: Made,
  ): Promise<RotateSecretsResponse> {
    const { installationId, id } = resource;
    const { isLive } = await this.resources.getLocked(installationId, id);
    if (!isLive) throw new NotFound('Resource');
    const standing = await this.credentials.findStanding(installationId, id);
    const credential = standing.find((each) => each.version === version);
    if (credential?.isTold === true) return this.answerOf(credential);
    if (credential?.state !== 'placed') throw new Unavailable('The rotation was taken back meanwhile');
    const former = standing.find(({ state }) => state === 'current');
    if (former !== undefined) await this.retire(former, credential.graceSeconds);
    credential.complete(this.secrets.sealSecrets(installationId, id, version, made.secrets));
    await this.credentials.update(credential);
    const details = { version, replaces: former?.version ?? null };
    await this.audit.append({ installationId, action: 'resource.secrets-rotated', subject: id, details });
    return this.answerOf(credential);
  }

  /** What every request that asked for the version is told. */
  answerOf(credential: ResourceCredential): RotateSecretsResponse {
    return { sync: true, secrets: revealed(this.secrets.openSecrets(credential)) };
  }

  /** Nobody will hear of the version; it is revoked once no call to the driver can be at work on it. */
  async takeBack({ installationId, id }: Resource, version: number): Promise<void> {
    await this.resources.getLocked(installationId, id);
    const standing = await this.credentials.findStanding(installationId, id);
    const credential = standing.find((each) => each.version === version);
    if (credential?.state !== 'placed') return;
    credential.takeBack();
    await this.credentials.update(credential);
    const details = { version };
    await this.audit.append({ installationId, action: 'resource.rotation-taken-back', subject: id, details });
  }

  private async retire(former: ResourceCredential, graceSeconds: number): Promise<void> {
    const { installationId, resourceId } = former;
    const isAtOnce = graceSeconds === 0;
    former.retire(isAtOnce ? this.clock.now() : this.clock.inSeconds(graceSeconds + RECORDING_SECONDS));
    await this.credentials.update(former);
    if (isAtOnce) await this.jobs.enqueue(REVOKE_SECRETS, { installationId, resourceId });
  }
}
