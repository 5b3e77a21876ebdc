import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { InvoiceReading } from './invoice-reading.service.js';
import type { InvoiceStep } from './invoice-step.js';
import { InvoiceSubmission } from './invoice-submission.service.js';
import type { Invoice } from './invoice.entity.js';
import { RefundRequests } from './refund-requests.service.js';

/** What is to be done about an invoice next. Runs in the caller's unit of work, with the invoice locked. */
@Injectable()
export class InvoiceSteps {
  constructor(
    private readonly submission: InvoiceSubmission,
    private readonly reading: InvoiceReading,
    private readonly refunds: RefundRequests,
    private readonly clock: Clock,
  ) {}

  /** Null: nothing, but to see what becomes of it. */
  async next(invoice: Invoice): Promise<InvoiceStep | null> {
    if (invoice.state === 'prepared') return this.submission.step(invoice);
    const { vercelId, isAtVercel } = invoice;
    if (vercelId === null || !isAtVercel) return null;
    return (await this.refunds.next(invoice, vercelId)) ?? this.reading.step(vercelId);
  }

  /** When to go on after a call; null: when it is time to look again. */
  nextAt(invoice: Invoice): Promise<Date | null> {
    return this.refunds.nextAt(invoice);
  }

  /** The installation has left, and Vercel is told and asked nothing any more: what was not sent never will be. */
  async end(invoice: Invoice): Promise<void> {
    if (invoice.state === 'prepared') invoice.park('The installation has left', this.clock.now());
    await this.refunds.end(invoice);
    invoice.wait(null);
  }
}
