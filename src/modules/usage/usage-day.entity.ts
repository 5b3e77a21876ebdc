import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was used of one meter on one day (UTC); kept in the statement that stores the events. */
@Entity('usage_days')
export class UsageDay {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'usage_days_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_days_pkey' })
  readonly subject: string;

  /** As `product/meter`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_days_pkey' })
  readonly meter: string;

  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'usage_days_pkey' })
  readonly day: string;

  @Column({ type: 'bigint' })
  readonly events: string;

  @Column({ type: 'numeric', precision: 38, scale: 9 })
  readonly sum: string;

  @Column({ type: 'numeric', precision: 24, scale: 9 })
  readonly maximum: string;
}
