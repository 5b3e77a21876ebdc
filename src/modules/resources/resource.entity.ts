import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import type { Metadata, ProtocolSettings } from '#libs/vercel-contract';
import { mutable } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { leaseFrom } from './lease.js';
import { ResourceInMaking } from './resource-making.entity.js';
import { DRIVER_STEPS, type DriverStepName, SUSPENDABLE } from './resource-state.js';

const NO_PLAN = { user: { message: 'This resource is billed by the provider and has no plan on Vercel.' } };

/** To whom a resource goes over, on which plan, and whether that one can cost something. */
export interface NewOwner {
  readonly installationId: string;
  readonly planId: string;
  readonly isBilled: boolean;
}

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
@Index('resources_installation_id_id_idx', ['installationId', 'id'], { where: "state <> 'removed'" })
@Index('resources_request_digest_installation_id_idx', ['requestDigest', 'installationId'], {
  unique: true,
  where: `state <> 'removed'`,
})
@Index('resources_driver_linked_instance_idx', ['driver', 'linkedInstance'], {
  unique: true,
  where: `linked_instance IS NOT NULL AND state <> 'removed'`,
})
@Index('resources_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class Resource extends ResourceInMaking {
  /** Whether the driver, who has made it, has changes yet to hear of. */
  get isAheadOfDriver(): boolean {
    return this.isLive && this.state !== 'placed' && this.appliedRevision < this.revision;
  }

  /** Whether it takes commands and connections, as far as we know. */
  get isUsable(): boolean {
    return !this.held && !this.unmade && (this.state === 'ready' || this.state === 'error');
  }

  /** What the driver, who has made it, is to be asked for next; null: nothing that he has not refused for good. */
  get outstanding(): DriverStepName | null {
    if (this.unmade) return null;
    return DRIVER_STEPS.find((step) => this.wants(step) && !this.refused.includes(step)) ?? null;
  }

  /** Only what is ready can go over to another installation: whatever is unfinished belongs between its owner and us. */
  get isTransferable(): boolean {
    return this.state === 'ready' && !this.held && !this.isLinked;
  }

  /** It is another installation's from here on; the request that placed it finds it no more, and the driver has to hear of it. */
  handOver(to: NewOwner, due: Date, now: Date): void {
    if (!this.isTransferable) throw new Conflict('The resource is not ready');
    const self = mutable(this);
    self.transferredFrom ??= this.installationId;
    self.transferredAt = now;
    self.installationId = to.installationId;
    self.everBilled = to.isBilled;
    self.requestDigest = null;
    self.refused = [];
    self.dueAt = this.isBusy(now) ? this.busyUntil : due;
    self.updatedAt = now;
    if (to.planId === this.planId) return;
    self.planId = to.planId;
    this.changed(now);
  }

  rename(name: string, now: Date): void {
    this.assertLive();
    mutable(this).name = name;
    this.changed(now);
  }

  changePlan(plan: { readonly id: string; readonly isFree: boolean }, now: Date): void {
    this.assertLive();
    if (this.isLinked) throw new Conflict('A linked resource has no plan here', NO_PLAN);
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

  /** The customer has done what was left to do; false when it did not wait for that. */
  finishOnboarding(now: Date): boolean {
    this.assertLive();
    const before = [this.state, this.resumesAs];
    this.turnInto('ready', ['onboarding']);
    if (before[0] === this.state && before[1] === this.resumesAs) return false;
    mutable(this).updatedAt = now;
    return true;
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

  /** The driver knows whose it is. */
  becomeKnown(now: Date): void {
    const self = mutable(this);
    self.transferredFrom = null;
    self.updatedAt = now;
  }

  /** What was refused may be asked for once more. */
  retry(now: Date): void {
    this.assertLive();
    this.askAgain();
    mutable(this).updatedAt = now;
  }

  /** When nothing is outstanding that could come about by looking again, nobody looks; what is still being made is looked at. */
  settleDue(): void {
    const isMade = this.state === 'suspended' || SUSPENDABLE.includes(this.state);
    if (isMade && this.outstanding === null) mutable(this).dueAt = null;
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

  /** Another import of the same instance goes on with it. */
  beAskedForBy(requestDigest: Buffer): void {
    mutable(this).requestDigest = requestDigest;
  }

  /** When the reconciler shall look if the job that was just placed is lost. */
  expectBy(due: Date): void {
    mutable(this).dueAt = due;
  }

  private wants(step: DriverStepName): boolean {
    if (step === 'suspend') return this.held && SUSPENDABLE.includes(this.state);
    if (step === 'resume') return !this.held && this.state === 'suspended';
    if (step === 'transfer') return this.isLive && this.transferredFrom !== null;
    return this.isAheadOfDriver;
  }

  private changed(now: Date): void {
    const self = mutable(this);
    self.revision += 1;
    self.updatedAt = now;
    this.askAgain();
  }
}
