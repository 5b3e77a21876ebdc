import { Column, Index, PrimaryColumn } from 'typeorm';
import type { Metadata, ProtocolSettings } from '#libs/vercel-contract';
import type { DriverStepName, ResourceState } from './resource-state.js';

/** What is kept of a resource; what happens to it is `Resource`'s. */
export abstract class ResourceRow {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'resources_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'resources_pkey' })
  readonly id: string;

  @Column({ name: 'product_slug', type: 'text' })
  readonly productSlug: string;

  /** Which driver has made it: a product may leave the catalog while its resources live. Null in rows from before it was kept. */
  @Column({ type: 'text', nullable: true })
  readonly driver: string | null;

  /** The product's own name of an instance that the customer had before and has linked; null: made for this resource. */
  @Column({ name: 'linked_instance', type: 'text', nullable: true })
  readonly linkedInstance: string | null;

  @Column({ name: 'plan_id', type: 'text' })
  readonly planId: string;

  @Column({ type: 'text' })
  readonly name: string;

  @Column({ type: 'jsonb' })
  readonly metadata: Metadata;

  /** Where it came from, for operators: in the Deploy Button flow the button's own reference. */
  @Column({ name: 'external_id', type: 'text', nullable: true })
  readonly externalId: string | null;

  @Column({ name: 'protocol_settings', type: 'jsonb', nullable: true })
  readonly protocolSettings: ProtocolSettings | null;

  @Column({ type: 'text' })
  readonly state: ResourceState;

  /** Whether it was ever on a plan that can cost something, so that a leaving customer's last invoice is not forgotten. */
  @Column({ name: 'ever_billed', type: 'boolean' })
  readonly everBilled: boolean;

  /** Digest of the keyed request that placed it: a repeat finds it again. */
  @Column({ name: 'request_digest', type: 'bytea', nullable: true })
  readonly requestDigest: Buffer | null;

  @Column({ name: 'credential_seed', type: 'bytea', nullable: true })
  readonly credentialSeed: Buffer | null;

  @Column({ name: 'credential_seed_key_id', type: 'text', nullable: true })
  @Index('resources_credential_seed_key_id_idx')
  readonly credentialSeedKeyId: string | null;

  /** Counts changes that the driver must be told. */
  @Column({ type: 'integer' })
  readonly revision: number;

  /** The last revision that the driver has confirmed. */
  @Column({ name: 'applied_revision', type: 'integer' })
  readonly appliedRevision: number;

  /** Whether somebody wants it out of use; the product is told once it stands. */
  @Column({ type: 'boolean', default: false })
  readonly held: boolean;

  /** What it becomes when it is resumed; null unless it is suspended, or was so when the product was asked to make it again. */
  @Column({ name: 'resumes_as', type: 'text', nullable: true })
  readonly resumesAs: ResourceState | null;

  /** What the product has refused for good: it is not asked for it again before something changes or an operator wants it. */
  @Column({ type: 'text', array: true, default: '{}' })
  readonly refused: readonly DriverStepName[];

  /** The installation that the driver knows it under, as long as he has not heard of the move to this one. */
  @Column({ name: 'transferred_from', type: 'text', nullable: true })
  readonly transferredFrom: string | null;

  /** Since when it is this installation's; null for the one that bought it. */
  @Column({ name: 'transferred_at', type: 'timestamptz', nullable: true })
  readonly transferredAt: Date | null;

  /** Whether the product has given up making it: in `error`, and after that while it is asked once more. */
  @Column({ type: 'boolean', default: false })
  readonly unmade: boolean;

  /** Whether the product makes it again that was made before: it stays on its plan until that has come to an end. */
  @Column({ type: 'boolean', default: false })
  readonly remaking: boolean;

  /** When the reconciler looks at it again; null when nothing is outstanding. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /**
   * Until when a call to the driver may be at work on it, null when none is: calls that change it do not overtake each other,
   * and it does not count as removed while one could still make it again. The instant also tells the callers apart.
   */
  @Column({ name: 'busy_until', type: 'timestamptz', nullable: true })
  readonly busyUntil: Date | null;

  /** How often the driver has failed to remove it. */
  @Column({ name: 'removal_attempts', type: 'integer', default: 0 })
  readonly removalAttempts: number;

  /** Why it failed the last time, in words for operators. */
  @Column({ name: 'removal_problem', type: 'text', nullable: true })
  readonly removalProblem: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  readonly updatedAt: Date;

  @Column({ name: 'removed_at', type: 'timestamptz', nullable: true })
  readonly removedAt: Date | null;

  /** Whether the customer had it before: it is not billed here, and let go instead of removed. */
  get isLinked(): boolean {
    return this.linkedInstance !== null;
  }
}
