import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An event that has been counted: narrow, so that the ids of a year stay small; partitioned by hash. */
@Entity('usage_keys')
export class UsageKeyRow {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'usage_keys_pkey' })
  readonly installationId: string;

  /** Of source and id together. */
  @PrimaryColumn({ name: 'event_digest', type: 'bytea', primaryKeyConstraintName: 'usage_keys_pkey' })
  readonly eventDigest: Buffer;

  /** Of what counts: a repeat has the same one. */
  @Column({ name: 'payload_digest', type: 'bytea' })
  readonly payloadDigest: Buffer;

  @Column({ name: 'received_at', type: 'timestamptz' })
  @Index('usage_keys_received_at_idx')
  readonly receivedAt: Date;
}
