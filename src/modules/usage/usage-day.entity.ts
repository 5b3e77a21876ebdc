import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was used of one meter on one day (UTC), or in the piece of it that belongs to one billing period; kept in the statement that stores the events. */
@Entity('usage_days')
export class UsageDay {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'usage_days_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_days_pkey' })
  readonly subject: string;

  /** As `product/meter`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_days_pkey' })
  readonly meter: string;

  /** The first instant of the day, or of the billing period that begins in it. */
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'usage_days_pkey' })
  readonly since: Date;

  @Column({ type: 'bigint' })
  readonly events: string;

  @Column({ type: 'numeric', precision: 38, scale: 9 })
  readonly sum: string;

  @Column({ type: 'numeric', precision: 24, scale: 9 })
  readonly maximum: string;

  /** Of its events, by their own time. */
  @Column({ name: 'first_at', type: 'timestamptz' })
  readonly firstAt: Date;

  @Column({ name: 'last_at', type: 'timestamptz' })
  readonly lastAt: Date;

  /** Of a `total` what its last event told; it holds until the next one. Null for other meters. */
  @Column({ type: 'numeric', precision: 24, scale: 9, nullable: true })
  readonly level: string | null;

  @Column({ name: 'level_adjusts', type: 'boolean', nullable: true })
  readonly levelAdjusts: boolean | null;
}
