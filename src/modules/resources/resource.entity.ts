import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Metadata, ProtocolSettings } from '#libs/vercel-contract';
import { mutable } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { leaseFrom } from './lease.js';
import { DRIVER_STEPS, type DriverStepName, type ResourceState, SUSPENDABLE } from './resource-state.js';

/** Something a customer bought; its id is ours, unique everywhere, and the driver's idempotency key. */
@Entity('resources')
@Unique('resources_id_uq', ['id'])
@ForeignKey('installations', ['installationId'], ['id'], { name: 'resources_installation_id_fkey' })
@Check(
  'resources_state_check',
  `state IN ('placed', 'pending', 'onboarding', 'ready', 'suspended', 'error', 'removing', 'removed')`,
)
@Check('resources_name_check', 'char_length(name) BETWEEN 1 AND 256')
@Check('resources_credential_seed_check', '(credential_seed IS NULL) = (credential_seed_key_id IS NULL)')
@Check('resources_removed_at_check', `(state = 'removed') = (removed_at IS NOT NULL)`)
@Check('resources_applied_revision_check', 'applied_revision <= revision')
@Check('resources_resumes_as_check', `resumes_as IN ('onboarding', 'ready', 'error')`)
@Index('resources_installation_id_request_digest_idx', ['installationId', 'requestDigest'], {
  unique: true,
  where: `state <> 'removed'`,
})
@Index('resources_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class Resource {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'resources_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'resources_pkey' })
  readonly id: string;

  @Column({ name: 'product_slug', type: 'text' })
  readonly productSlug: string;

  /** Which driver has made it: a product may leave the catalog while its resources live. Null in rows from before it was kept. */
  @Column({ type: 'text', nullable: true })
  readonly driver: string | null;

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

  /** What it becomes when it is resumed; null unless it is suspended. */
  @Column({ name: 'resumes_as', type: 'text', nullable: true })
  readonly resumesAs: ResourceState | null;

  /** What the product has refused for good: it is not asked for it again before something changes or an operator wants it. */
  @Column({ type: 'text', array: true, default: '{}' })
  readonly refused: readonly DriverStepName[];

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

  /** Placed or in use, and not on its way out. */
  get isLive(): boolean {
    return this.state !== 'removing' && this.state !== 'removed';
  }

  /** Whether the driver, who has made it, has changes yet to hear of. */
  get isAheadOfDriver(): boolean {
    return this.isLive && this.state !== 'placed' && this.appliedRevision < this.revision;
  }

  /** Whether it takes commands and connections, as far as we know. */
  get isUsable(): boolean {
    return !this.held && (this.state === 'ready' || this.state === 'error');
  }

  /** What the driver, who has made it, is to be asked for next; null: nothing that he has not refused for good. */
  get outstanding(): DriverStepName | null {
    return DRIVER_STEPS.find((step) => this.wants(step) && !this.refused.includes(step)) ?? null;
  }

  rename(name: string, now: Date): void {
    this.assertLive();
    mutable(this).name = name;
    this.changed(now);
  }

  changePlan(plan: { readonly id: string; readonly isFree: boolean }, now: Date): void {
    this.assertLive();
    const self = mutable(this);
    self.planId = plan.id;
    self.everBilled = this.everBilled || !plan.isFree;
    this.changed(now);
  }

  changeMetadata(metadata: Metadata, now: Date): void {
    this.assertLive();
    mutable(this).metadata = metadata;
    this.changed(now);
  }

  /** Not a matter for the driver: it is between Vercel and us. */
  changeProtocolSettings(settings: ProtocolSettings | null, now: Date): void {
    this.assertLive();
    const self = mutable(this);
    self.protocolSettings = settings;
    self.updatedAt = now;
  }

  /** Nobody may use it from here on; the driver removes what stands. */
  startRemoval(due: Date, now: Date): void {
    this.assertLive();
    const self = mutable(this);
    self.state = 'removing';
    self.dueAt = due;
    self.updatedAt = now;
  }

  /** The driver has removed everything; only the fact that it existed stays. */
  finishRemoval(now: Date): void {
    if (this.state !== 'removing') throw new Conflict('The resource is not being removed');
    const self = mutable(this);
    self.state = 'removed';
    self.removedAt = now;
    self.dueAt = null;
    self.busyUntil = null;
    self.credentialSeed = null;
    self.credentialSeedKeyId = null;
    self.removalProblem = null;
    self.updatedAt = now;
  }

  /** The driver has not removed it, for this reason. */
  noteRemovalFailure(problem: string): void {
    const self = mutable(this);
    self.removalAttempts += 1;
    self.removalProblem = problem;
  }

  /** The driver has confirmed everything up to this revision. */
  confirm(revision: number, now: Date): void {
    if (!this.isLive) return;
    const self = mutable(this);
    self.appliedRevision = Math.max(this.appliedRevision, revision);
    self.updatedAt = now;
    if (!this.isAheadOfDriver) this.turnInto('ready', ['error']);
  }

  /** The driver keeps everybody out. */
  becomeSuspended(now: Date): void {
    if (this.state === 'suspended') return;
    const self = mutable(this);
    self.resumesAs = this.state;
    self.state = 'suspended';
    self.updatedAt = now;
  }

  /** The driver lets in again who was let in before. */
  becomeResumed(now: Date): void {
    if (this.state !== 'suspended') return;
    const self = mutable(this);
    self.state = this.resumesAs ?? 'ready';
    self.resumesAs = null;
    self.updatedAt = now;
  }

  /** The product has refused for good; a change that is not carried out is an error to the customer as well. */
  noteRefusal(operation: DriverStepName, now: Date): void {
    const self = mutable(this);
    self.refused = [...new Set([...this.refused, operation])];
    self.updatedAt = now;
    if (operation === 'update') this.turnInto('error', ['ready']);
  }

  /** What was refused may be asked for once more. */
  retry(now: Date): void {
    this.assertLive();
    const self = mutable(this);
    self.refused = [];
    self.updatedAt = now;
  }

  /** When nothing is outstanding that could come about by looking again, nobody looks. */
  settleDue(): void {
    if (this.isLive && this.outstanding === null) mutable(this).dueAt = null;
  }

  /** Whether a call to the driver may still be at work on it. */
  isBusy(now: Date): boolean {
    return this.busyUntil !== null && this.busyUntil > now;
  }

  /** Takes it for a call to the driver, which outlives a crash of the caller by no more than the lease; tells the lease. */
  take(now: Date): Date {
    const lease = leaseFrom(now);
    const self = mutable(this);
    self.busyUntil = lease;
    self.dueAt = lease;
    return lease;
  }

  /** The call to the driver has ended; a lease that somebody else has taken since stays. */
  letGo(lease: Date): void {
    if (this.busyUntil?.getTime() === lease.getTime()) mutable(this).busyUntil = null;
  }

  /** When the reconciler shall look if the job that was just placed is lost. */
  expectBy(due: Date): void {
    mutable(this).dueAt = due;
  }

  /** To this state from one of those, also behind a suspension. */
  private turnInto(state: ResourceState, from: readonly ResourceState[]): void {
    const self = mutable(this);
    if (from.includes(this.state)) self.state = state;
    if (this.resumesAs !== null && from.includes(this.resumesAs)) self.resumesAs = state;
  }

  private wants(step: DriverStepName): boolean {
    if (step === 'suspend') return this.held && SUSPENDABLE.includes(this.state);
    if (step === 'resume') return !this.held && this.state === 'suspended';
    return this.isAheadOfDriver;
  }

  private changed(now: Date): void {
    const self = mutable(this);
    self.revision += 1;
    self.refused = [];
    self.updatedAt = now;
  }

  private assertLive(): void {
    if (!this.isLive) throw new Conflict('The resource is being removed');
  }
}
