import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Part } from './compose/index.js';
import { WHOLE_NUMBER } from './whole-number.column.js';

const KEY = { primaryKeyConstraintName: 'billing_charges_pkey' };

/**
 * An entry of the ledger: so much was charged for a part of what a resource's time on a plan costs in a period, or taken back. It is on an
 * invoice, or part of what is carried. Append-only; the sum for a period is what the period was last known to cost.
 */
@Entity('billing_charges')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'billing_charges_installation_id_fkey' })
@Check('billing_charges_part_check', `part IN ('initial', 'advance', 'arrears')`)
@Check('billing_charges_wire_start_wire_end_check', 'wire_start < wire_end')
@Index('billing_charges_installation_id_period_start_idx', ['installationId', 'periodStart'])
export class BillingCharge {
  @PrimaryColumn({ name: 'installation_id', type: 'text', ...KEY })
  readonly installationId: string;

  /** What it was charged on the occasion of. */
  @PrimaryColumn({ type: 'text', ...KEY })
  readonly booking: string;

  /** Empty: the installation as a whole. */
  @PrimaryColumn({ name: 'resource_id', type: 'text', ...KEY })
  readonly resourceId: string;

  @PrimaryColumn({ name: 'plan_id', type: 'text', ...KEY })
  readonly planId: string;

  @PrimaryColumn({ name: 'period_start', type: 'timestamptz', ...KEY })
  readonly periodStart: Date;

  @PrimaryColumn({ type: 'text', ...KEY })
  readonly part: Part;

  @Column({ type: 'bigint', transformer: WHOLE_NUMBER })
  readonly cents: number;

  @Column({ name: 'booked_at', type: 'timestamptz' })
  readonly bookedAt: Date;

  /** The external id of the invoice that it stands on; null: carried. */
  @Column({ name: 'invoice_external_id', type: 'text', nullable: true })
  readonly invoiceExternalId: string | null;

  /** The period of that invoice, where it names the resource and the plan. */
  @Column({ name: 'wire_start', type: 'timestamptz', nullable: true })
  readonly wireStart: Date | null;

  @Column({ name: 'wire_end', type: 'timestamptz', nullable: true })
  readonly wireEnd: Date | null;
}
