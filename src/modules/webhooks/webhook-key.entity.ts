import { Entity, Index, PrimaryColumn, Column } from 'typeorm';

/** A delivery that has come: narrow, so that the ids of a year stay small; partitioned by hash. */
@Entity('webhook_keys')
export class WebhookKey {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'webhook_keys_pkey' })
  readonly id: string;

  @Column({ name: 'received_at', type: 'timestamptz' })
  @Index('webhook_keys_received_at_idx')
  readonly receivedAt: Date;
}
