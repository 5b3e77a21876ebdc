import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import type { InvoiceState } from '#libs/vercel-contract';
import { Conflict } from '../../../platform/errors/index.js';
import { mutable } from '../../../platform/database/index.js';
import { type InvoiceDraft, sumsOf } from './invoice-draft.js';
import { InvoiceRow } from './invoice-row.entity.js';
import { type InvoiceStanding, isAtVercel, isForward } from './invoice-standing.js';
import { lookAgainAt } from './look-again.js';

/** Longer than a call to Vercel and the one before it take: who has not let go by then is taken for dead. */
const LEASE_MS = 90_000;

/** How invoices are sent. */
export type InvoiceMode = 'real' | 'test';

/** What Vercel says of an invoice. */
export interface VercelsWord {
  readonly state: InvoiceState;
  /** Given back so far, all in all. */
  readonly refundedCents?: number;
  readonly paidAt?: Date;
}

/** What is owed for a period, and how far it has come: written down first, then sent, then followed until it is settled. */
@Entity('invoices')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'invoices_installation_id_fkey' })
@Unique('invoices_id_uq', ['id'])
@Unique('invoices_installation_id_external_id_uq', ['installationId', 'externalId'])
@Unique('invoices_installation_id_vercel_id_uq', ['installationId', 'vercelId'])
@Check('invoices_kind_check', `kind IN ('signup', 'advance', 'arrears', 'closing', 'final')`)
@Check(
  'invoices_state_check',
  `state IN ('held', 'prepared', 'parked', 'void', 'draft', 'pending', 'scheduled', 'invoiced', 'paid', 'notpaid', 'overdue', 'refund_requested', 'refunded')`,
)
@Check('invoices_total_cents_check', 'total_cents >= 0 AND items_cents - discounts_cents = total_cents')
@Check('invoices_period_end_check', 'period_start < period_end')
@Check('invoices_invoice_date_check', 'invoice_date BETWEEN period_start AND period_end')
@Check('invoices_destroy_at_check', `destroy_at IS NULL OR state = 'overdue'`)
@Index('invoices_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
@Index('invoices_destroy_at_idx', ['destroyAt'], { where: 'destroy_at IS NOT NULL' })
@Index('invoices_installation_id_idx', ['installationId'], { where: `state IN ('notpaid', 'overdue')` })
@Index('invoices_state_id_idx', ['state', 'id'])
export class Invoice extends InvoiceRow {
  /** @throws Error when the draft does not add up */
  static prepare(draft: InvoiceDraft, how: { readonly id: string; readonly mode: InvoiceMode }, now: Date): Invoice {
    const { accounts: _shares, period, heldBecause, memo = null, ...said } = draft;
    const isHeld = heldBecause !== null;
    return Object.assign(new Invoice(), {
      ...said,
      ...sumsOf(draft),
      id: how.id,
      memo,
      periodStart: period.start,
      periodEnd: period.end,
      isTest: how.mode === 'test',
      createdAt: now,
      state: isHeld ? 'held' : 'prepared',
      stateSince: now,
      problem: heldBecause,
      dueAt: isHeld ? null : now,
      ...UNTOUCHED,
    });
  }

  get isAtVercel(): boolean {
    return isAtVercel(this.state);
  }

  /** Whether somebody may do now what is to be done. */
  isReady(now: Date): boolean {
    const isBusy = this.busyUntil !== null && this.busyUntil > now;
    return this.dueAt !== null && !isBusy && (this.notBefore === null || this.notBefore <= now);
  }

  /** Takes it for a call; tells the lease. */
  take(now: Date): Date {
    const lease = new Date(now.getTime() + LEASE_MS);
    const self = mutable(this);
    self.busyUntil = lease;
    self.notBefore = lease;
    self.dueAt = lease;
    return lease;
  }

  /** Whether the call of this lease is the one under way. */
  isTaken(lease: Date): boolean {
    return this.busyUntil?.getTime() === lease.getTime();
  }

  /** The call is over. What was heard of meanwhile is looked at at once, else it is looked at when that makes sense. */
  letGo(now: Date): void {
    const self = mutable(this);
    const wasNudged = this.notBefore === null;
    self.busyUntil = null;
    self.attempts = 0;
    if (wasNudged) self.dueAt = now;
    else this.rest(now);
  }

  /** The call has failed; not before `until` again. */
  fail(until: Date): void {
    const self = mutable(this);
    self.busyUntil = null;
    self.attempts = this.attempts + 1;
    this.wait(until);
  }

  /** Nothing can be done before `until`; null: nothing is to be done any more. */
  wait(until: Date | null): void {
    const self = mutable(this);
    self.notBefore = until;
    self.dueAt = until;
  }

  /** There is nothing to do but to see what becomes of it. */
  rest(now: Date): void {
    this.wait(lookAgainAt(this.state, this.stateSince, now));
  }

  /** Something is known to have happened: it is looked at as soon as nobody is at it, by `due` at the latest. */
  nudge(due: Date): void {
    const self = mutable(this);
    self.notBefore = null;
    self.dueAt = due;
  }

  /** Vercel has it, under this id if it says one. */
  accept(vercelId: string | null, now: Date): void {
    const self = mutable(this);
    self.vercelId = this.vercelId ?? vercelId;
    if (!this.isAtVercel) this.enter('pending', null, now);
  }

  /** It cannot go on without an operator. */
  park(problem: string, now: Date): void {
    this.enter('parked', problem, now);
  }

  /** An operator lets one go that was held, or sends again what Vercel has refused; of one that is under way, nothing. @throws Conflict for one that was given up */
  resume(now: Date): void {
    if (this.state === 'void') throw new Conflict('The invoice was given up');
    if (this.state !== 'held' && this.state !== 'parked') return;
    mutable(this).attempts = 0;
    this.enter('prepared', null, now);
    this.nudge(now);
  }

  /** An operator gives it up. @throws Conflict when Vercel has it, or may have */
  giveUp(reason: string, now: Date): void {
    if (this.state === 'void') return;
    if (this.state !== 'held' && this.state !== 'parked') throw new Conflict('Vercel has the invoice, or may have it');
    this.enter('void', reason, now);
    this.wait(null);
  }

  /** Takes over what Vercel says; `behind`: it speaks of a state that the invoice was past. */
  hear({ state, refundedCents, paidAt }: VercelsWord, now: Date): 'news' | 'same' | 'behind' {
    const self = mutable(this);
    if (paidAt !== undefined) self.paidAt = paidAt;
    if (refundedCents !== undefined) self.refundedCents = Math.max(this.refundedCents, refundedCents);
    if (state === this.state) return 'same';
    if (!isForward(this.state, state)) return 'behind';
    this.enter(state, null, now);
    return 'news';
  }

  /** What it is for is destroyed. */
  noteDestruction(): void {
    mutable(this).destroyAt = null;
  }

  /** An attempt to collect it has failed; false for one that is on record. */
  noteFailure(at: Date): boolean {
    const instant = at.toISOString();
    if (this.failedAt.includes(instant)) return false;
    mutable(this).failedAt = [...this.failedAt, instant].toSorted();
    return true;
  }

  private enter(state: InvoiceStanding, problem: string | null, now: Date): void {
    const self = mutable(this);
    self.state = state;
    self.stateSince = now;
    self.problem = problem;
    self.destroyAt = state === 'overdue' ? new Date(now.getTime() + OVERDUE_FOR_MS) : null;
  }
}

/** So long a customer may take after an invoice has become overdue before anything is destroyed (`webhooks.md` 3). */
const OVERDUE_FOR_MS = 15 * 86_400_000;

/** What nothing is known of before it is sent. */
const UNTOUCHED = {
  vercelId: null,
  failedAt: [],
  paidAt: null,
  refundedCents: 0,
  busyUntil: null,
  notBefore: null,
  attempts: 0,
  destroyAt: null,
};
