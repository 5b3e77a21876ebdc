import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The last level that a meter of the type `total` told in one hour; it holds until the next one. Partitioned by hour. */
@Entity('usage_levels')
export class UsageLevel {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'usage_levels_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_levels_pkey' })
  readonly subject: string;

  /** As `product/meter`. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_levels_pkey' })
  readonly meter: string;

  /** Its first instant, or that of the billing period that begins in it. */
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'usage_levels_pkey' })
  readonly hour: Date;

  /** When it was so, within the hour. */
  @Column({ type: 'timestamptz' })
  readonly at: Date;

  /** Whether it corrects: at one instant that counts before what was measured. */
  @Column({ type: 'boolean' })
  readonly adjusts: boolean;

  @Column({ type: 'numeric', precision: 24, scale: 9 })
  readonly value: string;
}
