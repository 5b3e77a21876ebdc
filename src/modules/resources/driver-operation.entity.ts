import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { mutable } from '../../platform/database/index.js';

/** What a product may end later than it answers. */
export type OperationKind = 'provision' | 'rotate-secrets' | 'deprovision';

/** How an operation ended. */
export type OperationOutcome = 'succeeded' | 'failed';

/** Something that the product was told to do for a resource; under its id the product reports the end, once. */
@Entity('driver_operations')
@Unique('driver_operations_id_uq', ['id'])
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'driver_operations_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
@Check('driver_operations_kind_check', `kind IN ('provision', 'rotate-secrets', 'deprovision')`)
@Check('driver_operations_outcome_check', `outcome IN ('succeeded', 'failed')`)
@Check('driver_operations_ended_at_check', '(outcome IS NULL) = (ended_at IS NULL)')
@Index(
  'driver_operations_installation_id_resource_id_kind_version_idx',
  ['installationId', 'resourceId', 'kind', 'version'],
  { unique: true, where: 'outcome IS NULL' },
)
@Index('driver_operations_due_at_idx', ['dueAt'])
export class DriverOperation {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'driver_operations_pkey' })
  readonly installationId: string;

  /** Random, as long as a secret: who knows it was told it by us. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'driver_operations_pkey' })
  readonly id: string;

  @Column({ name: 'resource_id', type: 'text' })
  readonly resourceId: string;

  @Column({ type: 'text' })
  readonly kind: OperationKind;

  /** Of the secrets that it makes; 1 where it makes none. */
  @Column({ type: 'integer' })
  readonly version: number;

  /** Null while it goes on. */
  @Column({ type: 'text', nullable: true })
  readonly outcome: OperationOutcome | null;

  @Column({ name: 'begun_at', type: 'timestamptz' })
  readonly begunAt: Date;

  /** By when the product has to be done. */
  @Column({ name: 'due_at', type: 'timestamptz' })
  readonly dueAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  readonly endedAt: Date | null;

  isOverdue(now: Date): boolean {
    return this.dueAt <= now;
  }

  /** Nothing that is reported under its id counts from here on. */
  end(outcome: OperationOutcome, now: Date): void {
    const self = mutable(this);
    self.outcome = outcome;
    self.endedAt = now;
  }
}
