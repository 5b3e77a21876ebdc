import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a meter has said, as it counted; partitioned by time of receipt and dropped by partition. Keeps the installation it happened under. */
@Entity('usage_events')
export class UsageEvent {
  @PrimaryColumn({ name: 'received_at', type: 'timestamptz', primaryKeyConstraintName: 'usage_events_pkey' })
  readonly receivedAt: Date;

  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'usage_events_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'event_digest', type: 'bytea', primaryKeyConstraintName: 'usage_events_pkey' })
  readonly eventDigest: Buffer;

  @Column({ type: 'text' })
  readonly source: string;

  @Column({ name: 'event_id', type: 'text' })
  readonly eventId: string;

  /** A resource, or the installation itself. */
  @Column({ type: 'text' })
  readonly subject: string;

  /** As `product/meter`. */
  @Column({ type: 'text' })
  readonly meter: string;

  /** When it was used, by the meter. */
  @Column({ type: 'timestamptz' })
  readonly at: Date;

  @Column({ type: 'numeric', precision: 24, scale: 9 })
  readonly value: string;

  /** Why it corrects what was said before; null for what was measured. */
  @Column({ type: 'text', nullable: true })
  readonly reason: string | null;
}
