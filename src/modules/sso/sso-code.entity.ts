import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A code of Vercel that a browser has brought; whose it is nobody knows before the exchange. */
@Entity('sso_codes')
export class SsoCode {
  /** SHA-256. */
  @PrimaryColumn({ type: 'bytea', primaryKeyConstraintName: 'sso_codes_pkey' })
  readonly digest: Buffer;

  @Column({ name: 'used_at', type: 'timestamptz' })
  @Index('sso_codes_used_at_idx')
  readonly usedAt: Date;
}
