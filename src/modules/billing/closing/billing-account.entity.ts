import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { mutable } from '../../../platform/database/index.js';
import type { Interval } from '../periods/index.js';
import { WHOLE_NUMBER } from './whole-number.column.js';

/** How far the billing of an installation has come; whoever brings it forward holds the lock of this row. */
@Entity('billing_accounts')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'billing_accounts_installation_id_fkey' })
@Check('billing_accounts_period_start_period_end_check', 'period_start <= period_end')
@Check('billing_accounts_due_at_finished_at_check', 'finished_at IS NULL OR due_at IS NULL')
@Index('billing_accounts_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
export class BillingAccount {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'billing_accounts_pkey' })
  readonly installationId: string;

  /** From when its periods are counted. */
  @Column({ name: 'anchored_at', type: 'timestamptz' })
  readonly anchoredAt: Date;

  /** The start of the first period that is charged. */
  @Column({ name: 'charged_since', type: 'timestamptz' })
  readonly chargedSince: Date;

  /** Of the open period; as long as it ends where it starts none has been opened. */
  @Column({ name: 'period_start', type: 'timestamptz' })
  readonly periodStart: Date;

  @Column({ name: 'period_end', type: 'timestamptz' })
  readonly periodEnd: Date;

  /** When the tick looks at it; null: never again, or not as long as it leaves. */
  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  readonly dueAt: Date | null;

  /** Owed and too little for an invoice; below zero it is credit. */
  @Column({ name: 'carried_cents', type: 'bigint', transformer: WHOLE_NUMBER })
  readonly carriedCents: number;

  /** Since when nothing is charged any more. */
  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  readonly finishedAt: Date | null;

  /** Of an installation that has just come. */
  static open(installationId: string, anchoredAt: Date, period: Interval, dueAt: Date): BillingAccount {
    return Object.assign(new BillingAccount(), {
      installationId,
      anchoredAt,
      chargedSince: period.start,
      periodStart: period.start,
      periodEnd: period.end,
      dueAt,
      carriedCents: 0,
      finishedAt: null,
    });
  }

  get isOpened(): boolean {
    return this.periodStart < this.periodEnd;
  }

  /** The period that is not closed yet. */
  get period(): Interval {
    return { start: this.periodStart, end: this.periodEnd };
  }

  /** Begins to be charged with a period. */
  begin(period: Interval): void {
    mutable(this).chargedSince = period.start;
    this.enter(period, 0);
  }

  /** One period is over, with so much left; the next one is open. */
  enter(period: Interval, carriedCents: number): void {
    const self = mutable(this);
    self.periodStart = period.start;
    self.periodEnd = period.end;
    self.carriedCents = carriedCents;
  }

  /** Carries so much from now on. */
  carry(cents: number): void {
    mutable(this).carriedCents = cents;
  }

  /** Is looked at again then; null: not by itself. */
  lookAgain(at: Date | null): void {
    mutable(this).dueAt = at;
  }

  /** The end: nothing is left. */
  finish(now: Date): void {
    const self = mutable(this);
    self.finishedAt = now;
    self.dueAt = null;
    self.carriedCents = 0;
  }
}
