import { Column } from 'typeorm';
import { mutable } from '../../platform/database/index.js';

/** Longer than any call to Vercel takes: who has not let go by then is taken for dead. */
const LEASE_SECONDS = 60;
/** When the net looks, should the job that was just placed be lost. */
export const SAFETY_SECONDS = 15;

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1_000);
}

/** What Vercel has still to hear of one subject: kinds, not contents, since the truth is read when it is told. */
export abstract class OutstandingPush {
  /** Kinds that are to be told and that nobody is telling; each at most once, however many changes there were. */
  @Column({ type: 'text', array: true })
  readonly wanted: readonly string[];

  /** The kind that is being told, or was when its caller died. */
  @Column({ type: 'text', nullable: true })
  readonly sending: string | null;

  /** When the net looks at it; null when nothing is outstanding. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /** Before this a call is useless: Vercel has named a time, or the last try has just failed. */
  @Column({ name: 'not_before', type: 'timestamptz', nullable: true })
  readonly notBefore: Date | null;

  /** Until when a call may be under way; the instant also tells the callers apart. */
  @Column({ name: 'busy_until', type: 'timestamptz', nullable: true })
  readonly busyUntil: Date | null;

  /** Failures in a row. */
  @Column({ type: 'integer' })
  readonly attempts: number;

  /** Whether something may be told now. */
  isReady(now: Date): boolean {
    const isBusy = this.busyUntil !== null && this.busyUntil > now;
    return this.dueAt !== null && !isBusy && (this.notBefore === null || this.notBefore <= now);
  }

  /** Whether the call of this lease is the one under way. */
  isTaken(lease: Date): boolean {
    return this.busyUntil?.getTime() === lease.getTime();
  }

  /** Everything outstanding, what a dead caller was telling included. */
  get outstanding(): readonly string[] {
    const { sending, wanted } = this;
    return sending === null || wanted.includes(sending) ? wanted : [sending, ...wanted];
  }

  /** Takes one kind for a call; tells the lease. */
  take(kind: string, now: Date): Date {
    const lease = after(now, LEASE_SECONDS);
    const self = mutable(this);
    self.wanted = this.outstanding.filter((other) => other !== kind);
    self.sending = kind;
    self.busyUntil = lease;
    self.dueAt = lease;
    return lease;
  }

  /** Vercel has heard it, or will never: what was asked for meanwhile stays. */
  finish(now: Date): void {
    const self = mutable(this);
    self.sending = null;
    self.busyUntil = null;
    self.attempts = 0;
    self.notBefore = null;
    self.dueAt = this.wanted.length === 0 ? null : after(now, SAFETY_SECONDS);
  }

  /** Gives up kinds that there is nothing to tell of (any more). */
  drop(kinds: readonly string[], now: Date): void {
    mutable(this).wanted = this.outstanding.filter((kind) => !kinds.includes(kind));
    this.finish(now);
  }

  /** The call has failed; not before `until` again. */
  fail(until: Date): void {
    mutable(this).attempts = this.attempts + 1;
    this.wait(until);
  }

  /** Nothing can be told before `until`. */
  wait(until: Date): void {
    const self = mutable(this);
    self.wanted = this.outstanding;
    self.sending = null;
    self.busyUntil = null;
    self.notBefore = until;
    self.dueAt = until;
  }
}
