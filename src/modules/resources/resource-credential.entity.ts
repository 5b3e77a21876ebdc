import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Sealed } from '../../platform/crypto/index.js';
import { mutable } from '../../platform/database/index.js';

/**
 * `placed`: the driver makes it, nobody has an answer; `current`: the one that was told last; `retiring`: works on until
 * `revokeAt`, or was never told; `revoked`: opens nothing any more.
 */
export type CredentialState = 'placed' | 'current' | 'retiring' | 'revoked';

/** A version that a rotation has begun. */
export interface CredentialPlace {
  readonly installationId: string;
  readonly resourceId: string;
  readonly version: number;
  readonly seed: Sealed;
  /** How long the version that it replaces works on, once this one was told. */
  readonly graceSeconds: number;
  readonly now: Date;
}

/** One version of the secrets that were given out for a resource, sealed as one. */
@Entity('resource_credentials')
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'resource_credentials_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
@Check('resource_credentials_state_check', `state IN ('placed', 'current', 'retiring', 'revoked')`)
@Check(
  'resource_credentials_secrets_check',
  `(secrets IS NULL) = (secrets_key_id IS NULL) AND (state <> 'current' OR secrets IS NOT NULL)`,
)
@Check('resource_credentials_seed_check', '(seed IS NULL) = (seed_key_id IS NULL)')
@Check('resource_credentials_grace_seconds_check', 'grace_seconds >= 0')
@Check('resource_credentials_revoke_at_check', `state <> 'placed' OR revoke_at IS NOT NULL`)
@Check('resource_credentials_told_by_check', `told_by IN ('answer', 'push')`)
@Check('resource_credentials_revoked_at_check', `(state = 'revoked') = (revoked_at IS NOT NULL)`)
@Index('resource_credentials_installation_id_resource_id_state_idx', ['installationId', 'resourceId', 'state'], {
  unique: true,
  where: `state IN ('placed', 'current')`,
})
@Index('resource_credentials_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class ResourceCredential {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'resource_credentials_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'resource_credentials_pkey' })
  readonly resourceId: string;

  /** Never used twice; 1 is what provisioning gave. */
  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'resource_credentials_pkey' })
  readonly version: number;

  @Column({ type: 'text', default: 'current' })
  readonly state: CredentialState;

  @Column({ type: 'bytea', nullable: true })
  readonly secrets: Buffer | null;

  @Column({ name: 'secrets_key_id', type: 'text', nullable: true })
  @Index('resource_credentials_secrets_key_id_idx')
  readonly secretsKeyId: string | null;

  /** What the driver derives it from; that of version 1 stands with the resource. */
  @Column({ type: 'bytea', nullable: true })
  readonly seed: Buffer | null;

  @Column({ name: 'seed_key_id', type: 'text', nullable: true })
  @Index('resource_credentials_seed_key_id_idx')
  readonly seedKeyId: string | null;

  /** Digests of the keyed requests that asked for it: a repeat of any of them gets this version. */
  @Column({ name: 'request_digests', type: 'bytea', array: true, default: [] })
  readonly requestDigests: readonly Buffer[];

  /** Whether Vercel hears of it in the answer to its own request, or by a call of ours, which is then made until it succeeds. */
  @Column({ name: 'told_by', type: 'text', default: 'answer' })
  readonly toldBy: 'answer' | 'push';

  /** How long the version that it replaces works on; of a retiring one, how long it does itself. */
  @Column({ name: 'grace_seconds', type: 'integer', default: 0 })
  readonly graceSeconds: number;

  /** When the reconciler looks at it again; null when nothing is outstanding. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /** From when on it is taken away; of a placed one, the end of the lease of the call that makes it. Null of one that waits for Vercel to acknowledge its successor. */
  @Column({ name: 'revoke_at', type: 'timestamptz', nullable: true })
  readonly revokeAt: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  readonly revokedAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  /** Begins a version; nobody hears of it before `complete`. */
  static place({ installationId, resourceId, version, seed, graceSeconds, now }: CredentialPlace): ResourceCredential {
    return Object.assign(new ResourceCredential(), {
      installationId,
      resourceId,
      version,
      state: 'placed',
      secrets: null,
      secretsKeyId: null,
      seed: seed.data,
      seedKeyId: seed.keyId,
      requestDigests: [],
      toldBy: 'answer',
      graceSeconds,
      dueAt: null,
      revokeAt: null,
      revokedAt: null,
      createdAt: now,
    });
  }

  /** Whether it was made and told, and has not been revoked. */
  get isTold(): boolean {
    return this.state !== 'placed' && this.secrets !== null;
  }

  isAskedFor(requestDigest: Buffer | null): boolean {
    return requestDigest !== null && this.requestDigests.some((digest) => digest.equals(requestDigest));
  }

  /** A call to the driver sets out to make it, on behalf of that request, and is over by the end of the lease. */
  take(requestDigest: Buffer | null, lease: Date): void {
    const self = mutable(this);
    if (requestDigest !== null && !this.isAskedFor(requestDigest))
      self.requestDigests = [...this.requestDigests, requestDigest];
    self.revokeAt = lease;
    self.dueAt = lease;
  }

  /** It was made, and is told from here on. */
  complete(secrets: Sealed): void {
    const self = mutable(this);
    self.state = 'current';
    self.secrets = secrets.data;
    self.secretsKeyId = secrets.keyId;
    self.revokeAt = null;
    self.dueAt = null;
  }

  /** A newer one has been told in its place. */
  retire(revokeAt: Date): void {
    const self = mutable(this);
    self.state = 'retiring';
    self.revokeAt = revokeAt;
    self.dueAt = revokeAt;
  }

  /** Nobody waits for it any more, or nobody ever did: it is finished by a job, from now on. */
  finishByPush(now: Date): void {
    const self = mutable(this);
    self.toldBy = 'push';
    self.dueAt = now;
  }

  /** When it is looked at again, should the job that was just placed be lost. */
  expectBy(due: Date): void {
    mutable(this).dueAt = due;
  }

  /** A newer one is about to be told in its place; it works on for so long after Vercel has acknowledged that. */
  retireOnceAcknowledged(graceSeconds: number): void {
    const self = mutable(this);
    self.state = 'retiring';
    self.graceSeconds = graceSeconds;
    self.revokeAt = null;
    self.dueAt = null;
  }

  /** Whether Vercel has not acknowledged the one that replaces it. */
  get awaitsAcknowledgement(): boolean {
    return this.state === 'retiring' && this.revokeAt === null;
  }

  /** Nobody may be told of it any more; what the driver may have made is revoked when no call can be at work on it. */
  takeBack(): void {
    if (this.state === 'placed') mutable(this).state = 'retiring';
  }

  /** The product has been made again, and may let it in: it is taken away once more, at once. */
  comeBack(now: Date): void {
    const self = mutable(this);
    self.state = 'retiring';
    self.revokeAt = now;
    self.dueAt = now;
    self.revokedAt = null;
  }

  /** Whether it is time to take it away. */
  isToRevoke(now: Date): boolean {
    if (this.revokeAt === null || this.revokeAt > now) return false;
    return this.state === 'retiring' || (this.state === 'placed' && this.toldBy === 'answer');
  }

  /** The driver lets it in no more; only the fact that it existed stays. */
  revoke(now: Date): void {
    const self = mutable(this);
    self.state = 'revoked';
    self.secrets = null;
    self.secretsKeyId = null;
    self.seed = null;
    self.seedKeyId = null;
    self.revokedAt = now;
    self.dueAt = null;
  }
}
