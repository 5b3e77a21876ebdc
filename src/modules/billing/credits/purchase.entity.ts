import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An invoice of Vercel's that credits were granted for, once over all tenants and for ever: the row outlives the ledger. */
@Entity('purchases')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'purchases_installation_id_fkey' })
@Index('purchases_installation_id_granted_at_idx', ['installationId', 'grantedAt'])
@Check('purchases_cents_check', 'cents >= 0')
@Check('purchases_refunded_cents_check', 'refunded_cents >= 0 AND refunded_cents <= cents')
export class Purchase {
  @PrimaryColumn({ name: 'invoice_id', type: 'text', primaryKeyConstraintName: 'purchases_pkey' })
  readonly invoiceId: string;

  @Column({ name: 'installation_id', type: 'text' })
  readonly installationId: string;

  @Column({ type: 'bigint' })
  readonly cents: string;

  /** How much of it has been taken back. */
  @Column({ name: 'refunded_cents', type: 'bigint', default: 0 })
  readonly refundedCents: string;

  @Column({ name: 'granted_at', type: 'timestamptz' })
  readonly grantedAt: Date;
}
