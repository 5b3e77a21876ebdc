import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who has logged in with the provider's own account in a browser, which alone holds the secret that the digest is of. */
@Entity('account_sessions')
export class AccountSession {
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'account_sessions_pkey' })
  readonly digest: Buffer;

  @Column({ type: 'text' })
  readonly issuer: string;

  /** Unique at the issuer, for good. */
  @Column({ type: 'text' })
  readonly subject: string;

  /** How the account is shown to its own holder; nothing is decided by it. */
  @Column({ type: 'text', nullable: true })
  readonly name: string | null;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  @Index('account_sessions_expires_at_idx')
  readonly expiresAt: Date;
}
