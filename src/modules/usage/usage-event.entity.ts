import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What a meter has said, as it counted; partitioned by time of receipt and dropped by partition. Keeps the installation it happened
 * under. Its key is how a part of a day is found.
 */
@Entity('usage_events')
export class UsageEvent {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'usage_events_pkey' })
  readonly installationId: string;

  /** A resource, or the installation itself. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'usage_events_pkey' })
  readonly subject: string;

  /** When it was used, by the meter. */
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'usage_events_pkey' })
  readonly at: Date;

  @PrimaryColumn({ name: 'event_digest', type: 'bytea', primaryKeyConstraintName: 'usage_events_pkey' })
  readonly eventDigest: Buffer;

  @PrimaryColumn({ name: 'received_at', type: 'timestamptz', primaryKeyConstraintName: 'usage_events_pkey' })
  readonly receivedAt: Date;

  @Column({ type: 'text' })
  readonly source: string;

  @Column({ name: 'event_id', type: 'text' })
  readonly eventId: string;

  /** As `product/meter`. */
  @Column({ type: 'text' })
  readonly meter: string;

  @Column({ type: 'numeric', precision: 24, scale: 9 })
  readonly value: string;

  /** Why it corrects what was said before; null for what was measured. */
  @Column({ type: 'text', nullable: true })
  readonly reason: string | null;
}
