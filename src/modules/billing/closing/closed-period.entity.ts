import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { WHOLE_NUMBER } from './whole-number.column.js';

/**
 * What became of a period: `invoiced`; `held`: invoiced, but an operator is to look at it first; `carried-over`: too little, or less than
 * nothing; `written-off`: too little, and the customer has left; `nothing`: nothing was due.
 */
export const PERIOD_OUTCOMES = ['invoiced', 'held', 'carried-over', 'written-off', 'nothing'] as const;
/** See {@link PERIOD_OUTCOMES}. */
export type PeriodOutcome = (typeof PERIOD_OUTCOMES)[number];

/** A period that is over, and what came of it; of one in which nothing happened there is none. A fact of history. */
@Entity('billing_periods')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'billing_periods_installation_id_fkey' })
@Check('billing_periods_period_start_period_end_check', 'period_start <= period_end')
@Check('billing_periods_outcome_check', `outcome IN ('invoiced', 'held', 'carried-over', 'written-off', 'nothing')`)
export class ClosedPeriod {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'billing_periods_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'period_start', type: 'timestamptz', primaryKeyConstraintName: 'billing_periods_pkey' })
  readonly periodStart: Date;

  @Column({ name: 'period_end', type: 'timestamptz' })
  readonly periodEnd: Date;

  @Column({ name: 'closed_at', type: 'timestamptz' })
  readonly closedAt: Date;

  /** How many usage events of the period have been charged; more came late. Below zero: it is to be rated anew in any case. */
  @Column({ type: 'bigint', transformer: WHOLE_NUMBER })
  readonly events: number;

  @Column({ name: 'carried_in_cents', type: 'bigint', transformer: WHOLE_NUMBER })
  readonly carriedInCents: number;

  @Column({ name: 'carried_out_cents', type: 'bigint', transformer: WHOLE_NUMBER })
  readonly carriedOutCents: number;

  @Column({ type: 'text' })
  readonly outcome: PeriodOutcome;

  /** What its invoices come to, or what was written off. */
  @Column({ type: 'bigint', transformer: WHOLE_NUMBER })
  readonly cents: number;
}
