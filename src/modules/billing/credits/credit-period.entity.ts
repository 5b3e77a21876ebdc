import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A period whose usage is taken from credits, as far as late usage can still come. */
@Entity('credit_periods')
@ForeignKey('credit_accounts', ['installationId'], ['installationId'], { name: 'credit_periods_installation_id_fkey' })
@Check('credit_periods_ends_at_check', 'ends_at > starts_at')
export class CreditPeriod {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'credit_periods_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'starts_at', type: 'timestamptz', primaryKeyConstraintName: 'credit_periods_pkey' })
  readonly startsAt: Date;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  readonly endsAt: Date;

  /** How many events of usage there were when it was rated after its end; null: that has not been done yet. */
  @Column({ type: 'bigint', nullable: true })
  readonly events: string | null;
}
