import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** An account of the provider's own login whose holder Vercel has led here as a connected account. */
@Entity('connect_holders')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'connect_holders_installation_id_fkey' })
export class ConnectHolder {
  @PrimaryColumn({ name: 'installation_id', type: 'text', primaryKeyConstraintName: 'connect_holders_pkey' })
  readonly installationId: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'connect_holders_pkey' })
  readonly issuer: string;

  /** Unique at the issuer, for good. */
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'connect_holders_pkey' })
  readonly subject: string;

  /** When Vercel has said so last. */
  @Column({ name: 'proven_at', type: 'timestamptz' })
  readonly provenAt: Date;
}
