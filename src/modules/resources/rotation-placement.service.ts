import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock/index.js';
import type { Secret } from '../../platform/crypto/index.js';
import { Conflict, InvalidInput, NotFound } from '../../platform/errors/index.js';
import { requestDigest } from '../../platform/idempotency/index.js';
import { Jobs } from '../../platform/jobs/index.js';
import { Catalog } from '../catalog/index.js';
import { CredentialRepository } from './credential.repository.js';
import { REVOKE_SECRETS } from './jobs/bring-forward.definition.js';
import { ResourceCredential } from './resource-credential.entity.js';
import { FIRST_VERSION, ResourceSecrets } from './resource-secrets.js';
import type { ResourceState } from './resource-state.js';
import { leaseFrom } from './lease.js';
import type { Resource } from './resource.entity.js';
import { ResourceRepository } from './resource.repository.js';

const SECONDS_PER_HOUR = 3_600;

/** A leak is closed also while nobody gets in, and where a change was refused. */
const ROTATABLE: ReadonlySet<ResourceState> = new Set(['ready', 'suspended', 'error']);

/** Why the secrets are replaced, and for how long the present ones go on working. */
export interface RotationWish {
  readonly reason?: string;
  /** Absent: not at all when Vercel asks, which redeploys; as long as the product allows when nobody will. */
  readonly delayOldSecretsExpirationHours?: number;
  /** What the field of the delay is called where it was given. */
  readonly delayField?: string;
}

/** A version that waits for the driver. */
export interface WaitingVersion {
  readonly kind: 'waiting';
  readonly resource: Resource;
  readonly version: number;
  readonly seed: Secret;
}

/** A version that waits for the driver, or one that an earlier attempt of the same request has finished. */
export type PlacedVersion = WaitingVersion | { readonly kind: 'finished'; readonly credential: ResourceCredential };

/** A version that Vercel is told of by a call: the product makes it, or Vercel has not acknowledged it. */
export interface PushedVersion {
  readonly version: number;
  readonly stage: 'making' | 'telling';
}

/** Begins a rotation: one row with its seed and its audit entry. Who asks while one is running gets that one, on its terms. */
@Injectable()
export class RotationPlacement {
  constructor(
    private readonly resources: ResourceRepository,
    private readonly credentials: CredentialRepository,
    private readonly catalog: Catalog,
    private readonly secrets: ResourceSecrets,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Runs in the caller's unit of work. @throws Conflict when the product or the resource's state does not allow it */
  async place(installationId: string, id: string, wish: RotationWish): Promise<PlacedVersion> {
    const resource = await this.resources.getLocked(installationId, id);
    const graceSeconds = this.check(resource, wish, 'no delay');
    const digest = requestDigest();
    const standing = await this.credentials.findStanding(installationId, id);
    const finished = standing.find((credential) => credential.isTold && credential.isAskedFor(digest));
    if (finished !== undefined) return { kind: 'finished', credential: finished };
    const running = standing.find(({ state }) => state === 'placed');
    const seed = running === undefined ? null : this.secrets.openVersionSeed(running);
    if (running === undefined || seed === null) return this.begin(resource, { ...wish, graceSeconds });
    running.take(digest, leaseFrom(this.clock.now()));
    await this.credentials.update(running);
    return { kind: 'waiting', resource, version: running.version, seed };
  }

  /** As `place`, for a version that a job makes and Vercel is told of by a call. One that is under way is taken up. */
  async placeForPush(installationId: string, id: string, wish: RotationWish): Promise<PushedVersion> {
    const resource = await this.resources.getLocked(installationId, id);
    const graceSeconds = this.check(resource, wish, 'longest delay');
    const standing = await this.credentials.findStanding(installationId, id);
    const current = standing.find(({ state }) => state === 'current');
    const isUntold = standing.some(({ awaitsAcknowledgement }) => awaitsAcknowledgement);
    if (current !== undefined && isUntold) return { version: current.version, stage: 'telling' };
    const running = standing.find(({ state }) => state === 'placed');
    const { version } = running ?? (await this.begin(resource, { ...wish, graceSeconds }));
    await this.finishByPush(installationId, id);
    return { version, stage: 'making' };
  }

  /**
   * Has a job make a new version of what was made again; the present one works on for as long as the product allows, since Vercel does not
   * redeploy. Nothing where the product does not rotate and never has. Runs in the caller's unit of work, which holds the resource's lock.
   */
  async renew(resource: Resource): Promise<void> {
    const { installationId, id, productSlug } = resource;
    const rotation = this.catalog.findProduct(productSlug)?.capabilities.rotation ?? null;
    const next = await this.credentials.nextVersion(installationId, id);
    if (rotation === null && next === FIRST_VERSION + 1) return;
    const graceSeconds = Math.ceil((rotation?.maxDelayHours ?? 0) * SECONDS_PER_HOUR);
    const running = await this.credentials.findPlaced(installationId, id);
    if (running === null) await this.begin(resource, { reason: 'made again', graceSeconds });
    await this.finishByPush(installationId, id);
  }

  /** Has a job finish the version that is being made. Runs in the caller's unit of work. */
  async finishByPush(installationId: string, id: string): Promise<void> {
    await this.resources.getLocked(installationId, id);
    const credential = await this.credentials.findPlaced(installationId, id);
    if (credential === null) return;
    credential.finishByPush(this.clock.now());
    await this.credentials.update(credential);
    await this.jobs.enqueue(REVOKE_SECRETS, { installationId, resourceId: id });
  }

  private check(resource: Resource, wish: RotationWish, unsaid: 'no delay' | 'longest delay'): number {
    if (!resource.isLive) throw new NotFound('Resource');
    const { rotation } = this.catalog.getProduct(resource.productSlug).capabilities;
    if (rotation === null) throw new Conflict('The secrets of this product cannot be rotated');
    const { maxDelayHours } = rotation;
    const hours = wish.delayOldSecretsExpirationHours ?? (unsaid === 'no delay' ? 0 : maxDelayHours);
    const key = wish.delayField ?? 'delayOldSecretsExpirationHours';
    const message = `must not be greater than ${maxDelayHours}`;
    if (hours > maxDelayHours) throw new InvalidInput([{ key, message }]);
    if (!ROTATABLE.has(resource.state)) throw new Conflict('The resource is not ready');
    return Math.ceil(hours * SECONDS_PER_HOUR);
  }

  private async begin(
    resource: Resource,
    { reason, graceSeconds }: RotationWish & { readonly graceSeconds: number },
  ): Promise<WaitingVersion> {
    const { installationId, id } = resource;
    const version = await this.credentials.nextVersion(installationId, id);
    const seed = this.secrets.newSeed();
    const sealed = this.secrets.sealVersionSeed(installationId, id, version, seed);
    const now = this.clock.now();
    const place = { installationId, resourceId: id, version, seed: sealed, graceSeconds, now };
    const credential = ResourceCredential.place(place);
    credential.take(requestDigest(), leaseFrom(now));
    await this.credentials.insert(credential);
    const details = { version, graceSeconds, ...(reason === undefined ? {} : { reason }) };
    this.audit.append({ installationId, action: 'resource.rotation-requested', subject: id, details });
    return { kind: 'waiting', resource, version, seed };
  }
}
