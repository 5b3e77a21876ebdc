import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { FindingKind } from './finding.entity.js';

/** Whether its night had come, or an operator asked for it. */
export const RUN_CAUSES = ['night', 'operator'] as const;
/** One of them. */
export type RunCause = (typeof RUN_CAUSES)[number];

/**
 * `compared`: Vercel has answered everything; `refused`: it has refused something for good, and the rest was compared; `unavailable`: it could
 * not be asked, and is asked again; `parked`: it refuses every call about the installation; `not-standing`: it is not installed at Vercel any more.
 */
export const RUN_OUTCOMES = ['compared', 'refused', 'unavailable', 'parked', 'not-standing'] as const;
/** One of them. */
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** One difference that was there when a run had ended. */
export interface RunFinding {
  readonly kind: FindingKind;
  readonly subject: string;
}

/** One comparison of an installation with Vercel; what it has mended is in the audit log under the same request id. */
@Entity('reconciliation_runs')
@Unique('reconciliation_runs_id_uq', ['id'])
@ForeignKey('installations', ['installationId'], ['id'], { name: 'reconciliation_runs_installation_id_fkey' })
@Check('reconciliation_runs_cause_check', `cause IN ('night', 'operator')`)
@Check(
  'reconciliation_runs_outcome_check',
  `outcome IN ('compared', 'refused', 'unavailable', 'parked', 'not-standing')`,
)
@Index('reconciliation_runs_begun_at_id_idx', ['begunAt', 'id'])
export class ReconciliationRun {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'reconciliation_runs_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'reconciliation_runs_pkey' })
  readonly id: string;

  @Column({ type: 'text' })
  readonly cause: RunCause;

  @Column({ name: 'begun_at', type: 'timestamptz' })
  readonly begunAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz' })
  readonly endedAt: Date;

  @Column({ type: 'text' })
  readonly outcome: RunOutcome;

  /** Code of what kept Vercel from answering; null where it answered. */
  @Column({ type: 'text', nullable: true })
  readonly problem: string | null;

  /** The first of the differences that are left. */
  @Column({ type: 'jsonb' })
  readonly found: readonly RunFinding[];

  /** How many there are in all. */
  @Column({ name: 'found_count', type: 'integer' })
  readonly foundCount: number;

  /** How many entries it has left in the audit log: each is something that was mended. */
  @Column({ name: 'repaired_count', type: 'integer' })
  readonly repairedCount: number;

  @Column({ name: 'request_id', type: 'text', nullable: true })
  readonly requestId: string | null;
}
