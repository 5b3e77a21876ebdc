import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A login that is under way in one browser, which alone holds the secret that the digest is of. */
@Entity('account_attempts')
export class AccountAttempt {
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'account_attempts_pkey' })
  readonly digest: Buffer;

  /** The page of ours that wanted the login. */
  @Column({ type: 'text' })
  readonly next: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  @Index('account_attempts_expires_at_idx')
  readonly expiresAt: Date;
}
