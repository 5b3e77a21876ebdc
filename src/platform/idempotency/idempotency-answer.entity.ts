import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A kept answer, sealed because some hold secrets; partitioned by time and dropped by partition. */
@Entity('idempotency_answers')
export class IdempotencyAnswer {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'idempotency_answers_pkey' })
  readonly id: string;

  @PrimaryColumn({ name: 'created_at', type: 'timestamptz', primaryKeyConstraintName: 'idempotency_answers_pkey' })
  readonly createdAt: Date;

  @Column({ name: 'installation_id', type: 'text' })
  readonly installationId: string;

  @Column({ type: 'smallint' })
  readonly status: number;

  @Column({ type: 'bytea' })
  readonly body: Buffer;

  @Column({ name: 'body_key_id', type: 'text' })
  @Index('idempotency_answers_body_key_id_idx')
  readonly bodyKeyId: string;
}
