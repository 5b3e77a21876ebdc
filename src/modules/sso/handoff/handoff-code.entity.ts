import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** With which a browser comes to the provider's own dashboard; it goes with its session. */
@Entity('handoff_codes')
@Unique('handoff_codes_digest_uq', ['digest'])
@Index('handoff_codes_installation_id_session_id_idx', ['installationId', 'sessionId'])
@ForeignKey('sessions', ['installationId', 'sessionId'], ['installationId', 'id'], {
  name: 'handoff_codes_installation_id_session_id_fkey',
  onDelete: 'CASCADE',
})
export class HandoffCode {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'handoff_codes_pkey' })
  readonly installationId: string;

  /** SHA-256. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'handoff_codes_pkey' })
  readonly digest: Buffer;

  @Column({ name: 'session_id', type: 'uuid' })
  readonly sessionId: string;

  /** The page to show, as a path. */
  @Column({ type: 'text' })
  readonly target: string;

  /** What the dashboard has begun with; null: it has not. */
  @Column({ type: 'text', nullable: true })
  readonly state: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  @Index('handoff_codes_expires_at_idx')
  readonly expiresAt: Date;
}
