import type { Sealed } from '../../platform/crypto/index.js';
import { mutable } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { ResourceRow } from './resource-row.entity.js';
import { AWAITED, MADE, type ResourceState } from './resource-state.js';

const OWN = {
  user: { message: 'What a customer has linked is the customer’s own, and cannot be made again from here.' },
};

/** How a product comes to make what a resource stands for, and to make it again. */
export abstract class ResourceInMaking extends ResourceRow {
  /** Placed or in use, and not on its way out. */
  get isLive(): boolean {
    return this.state !== 'removing' && this.state !== 'removed';
  }

  /** The plan that is paid for: from when the product first made it until it goes, also while it is made again; null: nothing is. */
  get paidPlanId(): string | null {
    const isSold = (MADE.has(this.state) && !this.unmade) || (this.isLive && this.remaking);
    return isSold && !this.isLinked ? this.planId : null;
  }

  /** The product has done its part, or wants something of the customer first. */
  settle(state: 'ready' | 'onboarding', now: Date): void {
    this.assertAwaited();
    this.turnInto(state, AWAITED);
    const self = mutable(this);
    self.unmade = false;
    self.remaking = false;
    self.dueAt = null;
    self.updatedAt = now;
    if (this.resumesAs !== null && this.state === state) this.comeBackFromMaking(state);
  }

  /** The product has given up, or was given up; there is no instance that anything could be asked of. */
  fail(now: Date): void {
    this.assertAwaited();
    this.turnInto('error', AWAITED);
    const self = mutable(this);
    self.unmade = true;
    self.dueAt = null;
    self.updatedAt = now;
  }

  /**
   * The product shall make it again, under the same id, with whatever of it still stands. What was suspended is so again afterwards.
   * @throws Conflict when it is on its way out, linked, being made, or the product is at work on it
   */
  remake(now: Date): void {
    this.assertLive();
    if (this.isLinked) throw new Conflict('The resource is linked', OWN);
    if (!MADE.has(this.state)) throw new Conflict('The resource is being made already');
    if (this.isBusy(now)) throw new Conflict('The product is at work on the resource');
    const self = mutable(this);
    self.remaking = this.remaking || !this.unmade;
    self.refused = [];
    self.state = 'pending';
    self.updatedAt = now;
  }

  /** Credentials of the first version are derived from this one from now on, wherever it does not stand any more. */
  reseed({ data, keyId }: Sealed): void {
    const self = mutable(this);
    self.credentialSeed = data;
    self.credentialSeedKeyId = keyId;
  }

  /** Whether a call to the driver may still be at work on it. */
  isBusy(now: Date): boolean {
    return this.busyUntil !== null && this.busyUntil > now;
  }

  /** To this state from one of those, also behind a suspension. */
  protected turnInto(state: ResourceState, from: readonly ResourceState[]): void {
    const self = mutable(this);
    if (from.includes(this.state)) self.state = state;
    if (this.resumesAs !== null && from.includes(this.resumesAs)) self.resumesAs = state;
  }

  /** What was refused is not any more; what was never made is waited for once more. */
  protected askAgain(): void {
    const self = mutable(this);
    self.refused = [];
    if (this.unmade) self.state = 'pending';
  }

  protected assertLive(): void {
    if (!this.isLive) throw new Conflict('The resource is being removed');
  }

  private assertAwaited(): void {
    const isAwaited = [this.state, this.resumesAs].some((state) => state !== null && AWAITED.includes(state));
    if (!isAwaited) throw new Conflict('The resource is not being made');
  }

  /** It was suspended: what stands may be shut or open now, so the product is asked for what is wanted. */
  private comeBackFromMaking(state: ResourceState): void {
    const self = mutable(this);
    self.state = this.held ? state : 'suspended';
    self.resumesAs = this.held ? null : state;
  }
}
