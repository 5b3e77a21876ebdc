import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A member who is signed in in a browser, which alone holds the secret that the digest is of. */
@Entity('sessions')
@Check('sessions_refresh_token_check', '(refresh_token IS NULL) = (refresh_token_key_id IS NULL)')
@Unique('sessions_digest_uq', ['digest'])
@Index('sessions_installation_id_member_id_idx', ['installationId', 'memberId'])
@ForeignKey('members', ['installationId', 'memberId'], ['installationId', 'id'], {
  name: 'sessions_installation_id_member_id_fkey',
  onDelete: 'CASCADE',
})
export class SessionRow {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'sessions_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sessions_pkey' })
  readonly id: string;

  /** SHA-256 of the cookie's value. */
  @Column({ type: 'bytea' })
  readonly digest: Buffer;

  @Column({ name: 'member_id', type: 'text' })
  readonly memberId: string;

  @Column({ type: 'text', nullable: true })
  readonly name: string | null;

  @Column({ type: 'text', nullable: true })
  readonly email: string | null;

  @Column({ name: 'started_at', type: 'timestamptz' })
  readonly startedAt: Date;

  /** When Vercel told the role the last time. */
  @Column({ name: 'proven_at', type: 'timestamptz' })
  readonly provenAt: Date;

  /** Unless the browser calls again before. */
  @Column({ name: 'expires_at', type: 'timestamptz' })
  @Index('sessions_expires_at_idx')
  readonly expiresAt: Date;

  /** However often it calls. */
  @Column({ name: 'ends_at', type: 'timestamptz' })
  readonly endsAt: Date;

  /** Vercel's, sealed; null where it gave none. */
  @Column({ name: 'refresh_token', type: 'bytea', nullable: true })
  readonly refreshToken: Buffer | null;

  @Column({ name: 'refresh_token_key_id', type: 'text', nullable: true })
  @Index('sessions_refresh_token_key_id_idx')
  readonly refreshTokenKeyId: string | null;
}
