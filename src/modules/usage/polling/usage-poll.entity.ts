import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** When the product is asked next what a resource uses. */
@Entity('usage_polls')
@ForeignKey('resources', ['installationId', 'resourceId'], ['installationId', 'id'], {
  name: 'usage_polls_installation_id_resource_id_fkey',
  onUpdate: 'CASCADE',
  onDelete: 'CASCADE',
})
@Check('usage_polls_asked_until_check', 'asked_until > measured_until')
export class UsagePoll {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'usage_polls_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'resource_id', type: 'text', primaryKeyConstraintName: 'usage_polls_pkey' })
  readonly resourceId: string;

  @Column({ name: 'due_at', type: 'timestamptz' })
  @Index('usage_polls_due_at_idx')
  readonly dueAt: Date;

  /** What was used before is told. */
  @Column({ name: 'measured_until', type: 'timestamptz' })
  readonly measuredUntil: Date;

  /** Up to here the product was asked, and nobody knows yet what became of it: it is asked for the same time again. */
  @Column({ name: 'asked_until', type: 'timestamptz', nullable: true })
  readonly askedUntil: Date | null;
}
