import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { mutable } from '../../../platform/database/index.js';
import { CENTS } from './cents.column.js';
import type { Invoice } from './invoice.entity.js';

const KEY = { primaryKeyConstraintName: 'refunds_pkey' };

/**
 * `asked`: Vercel is to be asked for it; `unsure`: it is being asked, or was, and may have taken it or not; `requested`: Vercel is at it;
 * then it was given back, or Vercel refuses it for good.
 */
export type RefundState = 'asked' | 'unsure' | 'requested' | 'refunded' | 'refused';

/** What is asked for in one request. */
export interface RefundWish {
  /** Whoever asks says it again with a repeated request. */
  readonly requestKey: string;
  readonly cents: number;
  readonly reason: string;
}

/** What Vercel says of all refunds of an invoice together. */
export interface RefundsTold {
  /** Asked for or given back, all in all; null where Vercel does not say. */
  readonly cents: number | null;
  readonly reason: string | null;
  readonly isUnderWay: boolean;
}

/** A part of an invoice, or all of it, that an operator gives back; whoever changes it holds the lock of the invoice. */
@Entity('refunds')
@ForeignKey('invoices', ['installationId', 'invoiceId'], ['installationId', 'id'], {
  name: 'refunds_installation_id_invoice_id_fkey',
  onDelete: 'CASCADE',
})
@Unique('refunds_installation_id_invoice_id_request_key_uq', ['installationId', 'invoiceId', 'requestKey'])
@Check('refunds_state_check', `state IN ('asked', 'unsure', 'requested', 'refunded', 'refused')`)
@Check('refunds_cents_check', 'cents > 0')
export class Refund {
  @PrimaryColumn({ name: 'installation_id', type: 'text', ...KEY })
  readonly installationId: string;

  @PrimaryColumn({ type: 'uuid', ...KEY })
  readonly id: string;

  @Column({ name: 'invoice_id', type: 'uuid' })
  readonly invoiceId: string;

  @Column({ name: 'request_key', type: 'text' })
  readonly requestKey: string;

  @Column({ type: 'bigint', transformer: CENTS })
  readonly cents: number;

  @Column({ type: 'text' })
  readonly reason: string;

  @Column({ type: 'text' })
  readonly state: RefundState;

  /** Why Vercel refuses it. */
  @Column({ type: 'text', nullable: true })
  readonly problem: string | null;

  /** What Vercel had given back of the invoice when it was asked: more than that is this one. */
  @Column({ name: 'before_cents', type: 'bigint', transformer: CENTS })
  readonly beforeCents: number;

  /** How often Vercel was asked in vain. */
  @Column({ type: 'integer' })
  readonly attempts: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  static ask(
    { installationId, id: invoiceId, refundedCents }: Invoice,
    wish: RefundWish,
    id: string,
    now: Date,
  ): Refund {
    const fresh = { state: 'asked', problem: null, beforeCents: refundedCents, attempts: 0, createdAt: now };
    return Object.assign(new Refund(), { installationId, id, invoiceId, ...wish, ...fresh });
  }

  /** Whether Vercel has still to be asked, or may have to be. */
  get isOpen(): boolean {
    return this.state === 'asked' || this.state === 'unsure';
  }

  /** Whether it takes of what can be given back, and is not counted by Vercel yet. */
  get isPending(): boolean {
    return this.isOpen || this.state === 'requested';
  }

  /** Vercel is about to be asked, once: who finds it so has to read first what became of that. */
  start(refundedCents: number): void {
    const self = mutable(this);
    self.state = 'unsure';
    self.beforeCents = refundedCents;
  }

  /** Vercel has taken the request. */
  accept(): void {
    mutable(this).state = 'requested';
  }

  /** Vercel never will. */
  refuse(problem: string): void {
    const self = mutable(this);
    self.state = 'refused';
    self.problem = problem;
  }

  /** Takes over what Vercel says; one that it has not heard of is asked for again, once it is certain that it has not. */
  follow(told: RefundsTold): void {
    if (told.cents === null && told.isUnderWay) return;
    const self = mutable(this);
    const isThere = told.cents !== null && told.cents >= this.beforeCents + this.cents;
    const isOwn = this.state === 'requested' || told.reason === null || told.reason === this.reason;
    if (isThere && isOwn) {
      self.state = told.isUnderWay ? 'requested' : 'refunded';
    } else if (this.state === 'unsure') {
      self.state = 'asked';
      self.attempts = this.attempts + 1;
    }
  }
}
