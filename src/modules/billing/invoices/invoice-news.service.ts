import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { isUnpaid } from './invoice-standing.js';
import type { Invoice, VercelsWord } from './invoice.entity.js';
import { DUN } from './jobs/dun.definition.js';

/** What follows from what Vercel says of an invoice. Runs in the caller's unit of work, with the invoice locked. */
@Injectable()
export class InvoiceNews {
  constructor(
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Takes the word over, and tells whom it concerns. */
  async take(invoice: Invoice, word: VercelsWord): Promise<'news' | 'same' | 'behind'> {
    const { installationId, id: subject, state: from } = invoice;
    const heard = invoice.hear(word, this.clock.now());
    if (heard !== 'news') return heard;
    const details = { from, to: invoice.state };
    this.audit.append({ installationId, action: 'invoice.state-changed', subject, details });
    if (isUnpaid(from) || isUnpaid(invoice.state)) await this.jobs.enqueue(DUN, { installationId });
    return heard;
  }
}
