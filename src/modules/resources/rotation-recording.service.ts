import { Injectable } from '@nestjs/common';
import type { RotateSecretsResponse, WireSecret } from '#libs/vercel-contract';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import { NotFound, Unavailable } from '../../platform/errors/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { CredentialRepository } from './credential.repository.js';
import type { Made } from './driver.port.js';
import { REVOKE_SECRETS } from './jobs/bring-forward.definition.js';
import type { ResourceCredential } from './resource-credential.entity.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { ResourceSecrets, revealed } from './resource-secrets.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';
import type { WaitingVersion } from './rotation-placement.service.js';

/** Between the reading of the clock and the end of the transaction that holds the answer lies at most this. */
const RECORDING_SECONDS = 15;

type NamedVersion = Pick<WaitingVersion, 'resource' | 'version'>;

/** Records a version that the driver has made, and when the one before it ends. Every method runs in the caller's unit of work. */
@Injectable()
export class RotationRecording {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly credentials: CredentialRepository,
    private readonly secrets: ResourceSecrets,
    private readonly pushes: ResourcePushes,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The answer acknowledges what came before as well. @throws NotFound when the resource was deleted meanwhile, Unavailable when the version was taken back */
  async record({ resource, version }: NamedVersion, made: Made): Promise<RotateSecretsResponse> {
    const { installationId, id } = resource;
    const { isLive } = await this.resources.getLocked(installationId, id);
    if (!isLive) throw new NotFound('Resource');
    const standing = await this.credentials.findStanding(installationId, id);
    const credential = standing.find((each) => each.version === version);
    if (credential?.isTold === true) return this.answerOf(credential);
    if (credential?.state !== 'placed') throw new Unavailable('The rotation was taken back meanwhile');
    for (const former of standing) {
      if (former.state === 'current') await this.retire(former, credential.graceSeconds);
      if (former.awaitsAcknowledgement) await this.retire(former, former.graceSeconds);
    }
    await this.complete(credential, standing, made);
    return this.answerOf(credential);
  }

  /** Vercel is told from here on, until it has acknowledged; a resource that is on its way out ends the rotation. */
  async recordForPush({ resource, version }: NamedVersion, made: Made): Promise<void> {
    const { installationId, id } = resource;
    const { isLive } = await this.resources.getLocked(installationId, id);
    const standing = await this.credentials.findStanding(installationId, id);
    const credential = standing.find((each) => each.version === version);
    if (!isLive || credential?.state !== 'placed') return;
    const former = standing.find(({ state }) => state === 'current');
    former?.retireOnceAcknowledged(credential.graceSeconds);
    if (former !== undefined) await this.credentials.update(former);
    await this.complete(credential, standing, made);
    await this.pushes.request(installationId, id, 'secrets');
  }

  /** Vercel holds the present secrets: what waited for that works on for its time and not longer. */
  async acknowledge(installationId: string, id: string): Promise<void> {
    const { isLive } = await this.resources.getLocked(installationId, id);
    if (!isLive) return;
    const standing = await this.credentials.findStanding(installationId, id);
    const waiting = standing.filter(({ awaitsAcknowledgement }) => awaitsAcknowledgement);
    for (const former of waiting) await this.retire(former, former.graceSeconds);
    const details = { replaces: waiting.map(({ version }) => version) };
    if (waiting.length === 0) return;
    this.audit.append({ installationId, action: 'resource.secrets-acknowledged', subject: id, details });
  }

  /** All of the version that is to be told, in the clear; null of a resource that has none. */
  async presentSecrets({ installationId, id }: Resource): Promise<readonly WireSecret[] | null> {
    const credential = await this.resources.findCredential(installationId, id);
    return credential === null ? null : revealed(this.secrets.openSecrets(credential));
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
    this.audit.append({ installationId, action: 'resource.rotation-taken-back', subject: id, details });
  }

  private async complete(
    credential: ResourceCredential,
    standing: readonly ResourceCredential[],
    made: Made,
  ): Promise<void> {
    const { installationId, resourceId: id, version } = credential;
    const replaces = Math.max(0, ...standing.filter((each) => each.isTold).map((each) => each.version));
    credential.complete(this.secrets.sealSecrets(installationId, id, version, made.secrets));
    await this.credentials.update(credential);
    const details = { version, replaces: replaces === 0 ? null : replaces };
    this.audit.append({ installationId, action: 'resource.secrets-rotated', subject: id, details });
  }

  private async retire(former: ResourceCredential, graceSeconds: number): Promise<void> {
    const { installationId, resourceId } = former;
    const isAtOnce = graceSeconds === 0;
    former.retire(isAtOnce ? this.clock.now() : this.clock.inSeconds(graceSeconds + RECORDING_SECONDS));
    await this.credentials.update(former);
    if (isAtOnce) await this.jobs.enqueue(REVOKE_SECRETS, { installationId, resourceId });
  }
}
