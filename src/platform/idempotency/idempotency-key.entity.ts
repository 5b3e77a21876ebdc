import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One idempotency key of one installation: narrow, so that a month of them stays small. */
@Entity('idempotency_keys')
@Check('idempotency_keys_answer_id_answered_at_check', '(answer_id IS NULL) = (answered_at IS NULL)')
export class IdempotencyKey {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ name: 'key_digest', type: 'bytea', primaryKeyConstraintName: 'idempotency_keys_pkey' })
  readonly keyDigest: Buffer;

  @Column({ name: 'body_digest', type: 'bytea' })
  readonly bodyDigest: Buffer;

  /** Who works on it; whoever comes to record an answer under another claim has lost it. */
  @Column({ type: 'uuid' })
  readonly claim: string;

  @Column({ name: 'claimed_until', type: 'timestamptz' })
  readonly claimedUntil: Date;

  @Column({ name: 'created_at', type: 'timestamptz' })
  @Index('idempotency_keys_created_at_idx')
  readonly createdAt: Date;

  @Column({ name: 'answer_id', type: 'uuid', nullable: true })
  readonly answerId: string | null;

  @Column({ name: 'answered_at', type: 'timestamptz', nullable: true })
  readonly answeredAt: Date | null;
}
