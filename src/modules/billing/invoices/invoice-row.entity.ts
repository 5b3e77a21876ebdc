import { Column, PrimaryColumn } from 'typeorm';
import type { BillingDiscount, BillingItem } from '#libs/vercel-contract';
import { CENTS } from './cents.column.js';
import type { InvoiceKind } from './invoice-kind.js';
import type { InvoiceStanding } from './invoice-standing.js';

const KEY = { primaryKeyConstraintName: 'invoices_pkey' };

/** What the row of an invoice holds; what it says never changes, where it stands does. */
export abstract class InvoiceRow {
  @PrimaryColumn({ name: 'installation_id', type: 'text', ...KEY })
  readonly installationId: string;

  @PrimaryColumn({ type: 'uuid', ...KEY })
  readonly id: string;

  /** Under this it is sent and, when nobody knows what became of that, sent again. */
  @Column({ name: 'external_id', type: 'text' })
  readonly externalId: string;

  @Column({ type: 'text' })
  readonly kind: InvoiceKind;

  @Column({ name: 'period_start', type: 'timestamptz' })
  readonly periodStart: Date;

  @Column({ name: 'period_end', type: 'timestamptz' })
  readonly periodEnd: Date;

  @Column({ name: 'invoice_date', type: 'timestamptz' })
  readonly invoiceDate: Date;

  @Column({ type: 'jsonb' })
  readonly items: readonly BillingItem[];

  @Column({ type: 'jsonb' })
  readonly discounts: readonly BillingDiscount[];

  @Column({ name: 'items_cents', type: 'bigint', transformer: CENTS })
  readonly itemsCents: number;

  @Column({ name: 'discounts_cents', type: 'bigint', transformer: CENTS })
  readonly discountsCents: number;

  @Column({ name: 'total_cents', type: 'bigint', transformer: CENTS })
  readonly totalCents: number;

  @Column({ type: 'text', nullable: true })
  readonly memo: string | null;

  @Column({ name: 'is_final', type: 'boolean' })
  readonly isFinal: boolean;

  /** Sent in test mode: no money moves. */
  @Column({ name: 'is_test', type: 'boolean' })
  readonly isTest: boolean;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;

  @Column({ type: 'text' })
  readonly state: InvoiceStanding;

  /** By our clock: when it was heard of. */
  @Column({ name: 'state_since', type: 'timestamptz' })
  readonly stateSince: Date;

  /** Why an operator is to look at it. */
  @Column({ type: 'text', nullable: true })
  readonly problem: string | null;

  /** Vercel's id; null until it is known, which may be later than that Vercel has the invoice. */
  @Column({ name: 'vercel_id', type: 'text', nullable: true })
  readonly vercelId: string | null;

  /** ISO 8601; when attempts to collect it failed, by Vercel's clock, each once. */
  @Column({ name: 'failed_at', type: 'jsonb' })
  readonly failedAt: readonly string[];

  @Column({ name: 'paid_at', type: 'timestamptz', nullable: true })
  readonly paidAt: Date | null;

  /** What Vercel has given back so far. */
  @Column({ name: 'refunded_cents', type: 'bigint', transformer: CENTS })
  readonly refundedCents: number;

  /** When somebody looks at it: it is to be sent, or Vercel is to be asked; null: never again, unless told otherwise. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /** Until when a call may be under way; the instant also tells the callers apart. */
  @Column({ name: 'busy_until', type: 'timestamptz', nullable: true })
  readonly busyUntil: Date | null;

  /** Before this a call is useless: the last one has just failed. */
  @Column({ name: 'not_before', type: 'timestamptz', nullable: true })
  readonly notBefore: Date | null;

  /** Failures in a row. */
  @Column({ type: 'integer' })
  readonly attempts: number;

  /** From when on what it is for may be destroyed, where the operator allows that; only while it is overdue. */
  @Column({ name: 'destroy_at', type: 'timestamptz', nullable: true })
  readonly destroyAt: Date | null;
}
