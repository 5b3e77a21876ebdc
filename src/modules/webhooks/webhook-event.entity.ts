import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * What a delivery said; partitioned by time and dropped by partition. Not a tenant's row: it was sent to the integration, and
 * may concern several installations, none, or one that is not on record.
 */
@Entity('webhook_events')
export class WebhookEvent {
  @PrimaryColumn({ name: 'received_at', type: 'timestamptz', primaryKeyConstraintName: 'webhook_events_pkey' })
  readonly receivedAt: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'webhook_events_pkey' })
  readonly id: string;

  @Column({ type: 'text' })
  readonly type: string;

  /** By Vercel's clock; `received_at` where Vercel did not say. */
  @Column({ name: 'happened_at', type: 'timestamptz' })
  readonly happenedAt: Date;

  @Column({ name: 'installation_ids', type: 'text', array: true })
  readonly installationIds: readonly string[];

  /** Equal for deliveries of one event under several ids; null where that cannot be told. */
  @Column({ name: 'natural_key', type: 'text', nullable: true })
  readonly naturalKey: string | null;

  /** The whole envelope, keys that nobody knows included. */
  @Column({ type: 'jsonb' })
  readonly body: Readonly<Record<string, unknown>>;

  /** When all who listen have done their part; null until then. */
  @Column({ name: 'handled_at', type: 'timestamptz', nullable: true })
  readonly handledAt: Date | null;
}
