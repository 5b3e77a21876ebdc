import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** How far Vercel has been told of an installation's money before there is an invoice: one row for each, whatever the number of pushes. */
@Entity('billing_pushes')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'billing_pushes_installation_id_fkey' })
@Check(
  'billing_pushes_day_end_check',
  '(period_start IS NULL) = (day_end IS NULL) AND (period_end IS NULL) = (day_end IS NULL)',
)
@Index('billing_pushes_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class BillingPush {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'billing_pushes_pkey' })
  readonly installationId: string;

  /** When it is told the next time; while somebody tells it, when he is taken for dead; null: it leaves. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /** The period of the billing day that Vercel is told of; null: that of the present. */
  @Column({ name: 'period_start', type: 'timestamptz', nullable: true })
  readonly periodStart: Date | null;

  @Column({ name: 'period_end', type: 'timestamptz', nullable: true })
  readonly periodEnd: Date | null;

  /** The end of that day: once it has passed, and Vercel has heard what the day came to, the next one follows. */
  @Column({ name: 'day_end', type: 'timestamptz', nullable: true })
  readonly dayEnd: Date | null;

  /** The newest timestamp that anything was told under; none is ever given out twice. */
  @Column({ name: 'last_timestamp', type: 'timestamptz', nullable: true })
  readonly lastTimestamp: Date | null;

  /** The timestamp of the try that is under way, by which its outcome is known from that of an older one. */
  @Column({ type: 'timestamptz', nullable: true })
  readonly claimed: Date | null;

  /** Failures in a row. */
  @Column({ type: 'integer', default: 0 })
  readonly attempts: number;

  /** When Vercel took interim data the last time. */
  @Column({ name: 'accepted_at', type: 'timestamptz', nullable: true })
  readonly acceptedAt: Date | null;

  /** Until when those counted. */
  @Column({ name: 'accepted_until', type: 'timestamptz', nullable: true })
  readonly acceptedUntil: Date | null;

  /** Whether there is something left of what was paid in advance, as far as is known. */
  @Column({ name: 'has_balances', type: 'boolean', default: false })
  readonly hasBalances: boolean;

  /** What became of the last try, if it failed. */
  @Column({ name: 'last_error', type: 'text', nullable: true })
  readonly lastError: string | null;

  /** Days, as `2026-01-31`, of which Vercel never heard what they came to: it does not take them any more. */
  @Column({ name: 'missed_days', type: 'text', array: true, default: '{}' })
  readonly missedDays: readonly string[];
}
