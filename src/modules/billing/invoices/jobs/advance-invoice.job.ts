import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../../platform/jobs/index.js';
import { InvoiceProgress } from '../invoice-progress.service.js';
import { ADVANCE_INVOICE } from './advance-invoice.definition.js';

/** Goes by where the invoice stands when it runs, whoever placed it. */
@Injectable()
@HandlesJob(ADVANCE_INVOICE)
export class AdvanceInvoice implements JobHandler<{ installationId: string; invoiceId: string }> {
  constructor(private readonly progress: InvoiceProgress) {}

  run({ installationId, invoiceId }: { installationId: string; invoiceId: string }): Promise<void> {
    return this.progress.advance(installationId, invoiceId);
  }
}
