import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PublicJwk } from '#libs/identity-tokens';

/** A key that signs identities; its private part is sealed. */
@Entity('signing_keys')
export class SigningKeyRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'signing_keys_pkey' })
  readonly id: string;

  @Column({ name: 'public_jwk', type: 'jsonb' })
  readonly publicJwk: PublicJwk;

  @Column({ name: 'private_jwk', type: 'bytea' })
  readonly privateJwk: Buffer;

  @Column({ name: 'private_jwk_key_id', type: 'text' })
  @Index('signing_keys_private_jwk_key_id_idx')
  readonly privateJwkKeyId: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  readonly createdAt: Date;
}
