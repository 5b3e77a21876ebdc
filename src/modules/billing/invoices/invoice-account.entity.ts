import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CENTS } from './cents.column.js';
import type { InvoiceKind } from './invoice-kind.js';

const KEY = { primaryKeyConstraintName: 'invoice_accounts_pkey' };

/** That a resource's time on a plan in a period is on an invoice of a kind, and with how much: once, adjustments apart. */
@Entity('invoice_accounts')
@ForeignKey('invoices', ['installationId', 'invoiceId'], ['installationId', 'id'], {
  name: 'invoice_accounts_installation_id_invoice_id_fkey',
  onDelete: 'CASCADE',
})
@Check('invoice_accounts_kind_check', `kind IN ('signup', 'advance', 'arrears', 'closing', 'final')`)
@Index('invoice_accounts_installation_id_invoice_id_idx', ['installationId', 'invoiceId'])
@Index('invoice_accounts_installation_id_period_start_idx', ['installationId', 'periodStart'])
export class InvoiceAccount {
  @PrimaryColumn({ name: 'installation_id', type: 'text', ...KEY })
  readonly installationId: string;

  /** Empty: the installation as a whole. */
  @PrimaryColumn({ name: 'resource_id', type: 'text', ...KEY })
  readonly resourceId: string;

  @PrimaryColumn({ name: 'plan_id', type: 'text', ...KEY })
  readonly planId: string;

  @PrimaryColumn({ name: 'period_start', type: 'timestamptz', ...KEY })
  readonly periodStart: Date;

  @PrimaryColumn({ type: 'text', ...KEY })
  readonly kind: InvoiceKind;

  /** The external id of the invoice that adjusts it; empty: this is the first. */
  @PrimaryColumn({ name: 'adjusted_by', type: 'text', ...KEY })
  readonly adjustedBy: string;

  @Column({ name: 'invoice_id', type: 'uuid' })
  readonly invoiceId: string;

  @Column({ type: 'bigint', transformer: CENTS })
  readonly cents: number;
}
