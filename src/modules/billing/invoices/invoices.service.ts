import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Jobs } from '../../../platform/jobs/index.js';
import type { Invoiced, InvoiceDraft } from './invoice-draft.js';
import { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';
import { ADVANCE_INVOICE } from './jobs/advance-invoice.definition.js';

/** What became of a draft. */
export interface Prepared {
  readonly id: string;
  /** `known`: there is one of that external id, and it stays as it was written first. */
  readonly outcome: 'prepared' | 'held' | 'known';
}

/** What is owed is written down here first, and sent afterwards. */
@Injectable()
export class Invoices {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly settings: Settings,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes an invoice down in the caller's unit of work, and has it sent after the commit unless it is held.
   * @throws Error when it does not add up, or invoices for the first time what an invoice of that kind has
   */
  async prepare(draft: InvoiceDraft): Promise<Prepared> {
    this.unitOfWork.assertOpen('An invoice');
    const { installationId, externalId, kind, totalCents, heldBecause } = draft;
    const mode = this.settings.billing.invoiceMode;
    const invoice = Invoice.prepare(draft, { id: randomUUID(), mode }, this.clock.now());
    const { id } = invoice;
    if (!(await this.invoices.addOnce(invoice, draft.accounts)))
      return { id: (await this.invoices.getByExternalId(installationId, externalId)).id, outcome: 'known' };
    const details = { externalId, kind, totalCents, ...(heldBecause === null ? {} : { heldBecause }) };
    const action = heldBecause === null ? 'invoice.prepared' : 'invoice.held';
    this.audit.append({ installationId, action, subject: id, details });
    if (heldBecause !== null) return { id, outcome: 'held' };
    await this.jobs.enqueue(ADVANCE_INVOICE, { installationId, invoiceId: id });
    return { id, outcome: 'prepared' };
  }

  /**
   * What stands on invoices so far for the periods that begin then, by resource, plan and period. Refunds take nothing off, and what an
   * operator has given up does not count.
   */
  async invoicedFor(installationId: string, periodStarts: readonly Date[]): Promise<readonly Invoiced[]> {
    if (periodStarts.length === 0) return [];
    return this.invoices.sumAccounts(installationId, periodStarts);
  }
}
