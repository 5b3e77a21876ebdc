import { Check, Entity, ForeignKey, Index, Unique } from 'typeorm';
import { type InvoiceDraft, sumsOf } from './invoice-draft.js';
import { InvoiceRow } from './invoice-row.entity.js';

/** How invoices are sent. */
export type InvoiceMode = 'real' | 'test';

/** What is owed for a period, and how far it has come: written down first, then sent, then followed until it is settled. */
@Entity('invoices')
@ForeignKey('installations', ['installationId'], ['id'], { name: 'invoices_installation_id_fkey' })
@Unique('invoices_id_uq', ['id'])
@Unique('invoices_installation_id_external_id_uq', ['installationId', 'externalId'])
@Unique('invoices_installation_id_vercel_id_uq', ['installationId', 'vercelId'])
@Check('invoices_kind_check', `kind IN ('signup', 'advance', 'arrears', 'closing', 'final')`)
@Check(
  'invoices_state_check',
  `state IN ('held', 'prepared', 'parked', 'void', 'draft', 'pending', 'scheduled', 'invoiced', 'paid', 'notpaid', 'overdue', 'refund_requested', 'refunded')`,
)
@Check('invoices_total_cents_check', 'total_cents >= 0 AND items_cents - discounts_cents = total_cents')
@Check('invoices_period_end_check', 'period_start < period_end')
@Check('invoices_invoice_date_check', 'invoice_date BETWEEN period_start AND period_end')
@Check('invoices_destroy_at_check', `destroy_at IS NULL OR state = 'overdue'`)
@Index('invoices_due_at_idx', ['dueAt'], { where: 'due_at IS NOT NULL' })
@Index('invoices_destroy_at_idx', ['destroyAt'], { where: 'destroy_at IS NOT NULL' })
@Index('invoices_installation_id_idx', ['installationId'], { where: `state IN ('notpaid', 'overdue')` })
@Index('invoices_state_id_idx', ['state', 'id'])
export class Invoice extends InvoiceRow {
  /** @throws Error when the draft does not add up */
  static prepare(draft: InvoiceDraft, how: { readonly id: string; readonly mode: InvoiceMode }, now: Date): Invoice {
    const { accounts: _shares, period, heldBecause, memo = null, ...said } = draft;
    const isHeld = heldBecause !== null;
    return Object.assign(new Invoice(), {
      ...said,
      ...sumsOf(draft),
      id: how.id,
      memo,
      periodStart: period.start,
      periodEnd: period.end,
      isTest: how.mode === 'test',
      createdAt: now,
      state: isHeld ? 'held' : 'prepared',
      stateSince: now,
      problem: heldBecause,
      dueAt: isHeld ? null : now,
      ...UNTOUCHED,
    });
  }
}

/** What nothing is known of before it is sent. */
const UNTOUCHED = {
  vercelId: null,
  failedAt: [],
  paidAt: null,
  refundedCents: 0,
  busyUntil: null,
  notBefore: null,
  attempts: 0,
  destroyAt: null,
};
