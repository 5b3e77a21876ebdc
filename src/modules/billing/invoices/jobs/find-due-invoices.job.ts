import { Injectable } from '@nestjs/common';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../../platform/jobs/index.js';
import { InvoiceRepository } from '../invoice.repository.js';
import { ADVANCE_INVOICE } from './advance-invoice.definition.js';

/** Finds invoices that are to be sent or asked about, and that nobody is at. */
const FIND_DUE = everySeconds(15, defineJob<TickData>('billing.find-due-invoices', 'bulk'));

/** Only places jobs, so that one invoice in trouble holds up no other. */
@Injectable()
@HandlesJob(FIND_DUE)
export class FindDueInvoices implements JobHandler<TickData> {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly due: DueJobs,
  ) {}

  run(): Promise<void> {
    return this.due.place((now, next, limit) => this.invoices.takeDue(now, next, limit), {
      job: ADVANCE_INVOICE,
      dataOf: ({ installationId, id }) => ({ installationId, invoiceId: id }),
      nameOf: ({ id }) => id,
    });
  }
}
