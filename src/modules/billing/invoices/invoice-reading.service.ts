import { Injectable } from '@nestjs/common';
import type { Final, VercelInvoice } from '#libs/vercel-api';
import { Clock } from '../../../platform/clock/index.js';
import { InvoiceNews } from './invoice-news.service.js';
import type { InvoiceStep, Verdict } from './invoice-step.js';
import { readCents } from './read-cents.js';
import { RefundRequests } from './refund-requests.service.js';
import { readState } from './invoice-standing.js';
import type { Invoice, VercelsWord } from './invoice.entity.js';

/** Reads what has become of invoices: the truth, whatever webhooks have said and in which order they have come. */
@Injectable()
export class InvoiceReading {
  constructor(
    private readonly news: InvoiceNews,
    private readonly refunds: RefundRequests,
    private readonly clock: Clock,
  ) {}

  step(vercelId: string): InvoiceStep<VercelInvoice> {
    return {
      call: (api, access) => api.invoices.get(access, vercelId),
      done: async (invoice, told) => {
        await this.follow(invoice, told);
        return 'fine';
      },
      refused: (invoice, refusal) => this.refused(invoice, refusal),
    };
  }

  /** Takes over what Vercel holds; the invoice is locked. `behind`: it is past what Vercel says. */
  async follow(invoice: Invoice, told: VercelInvoice): Promise<'news' | 'same' | 'behind'> {
    const word = wordOf(told);
    if (word === null) return 'behind';
    const heard = await this.news.take(invoice, word);
    await this.refunds.follow(invoice, told);
    return heard;
  }

  /** One that Vercel does not find is looked at again, and shown to operators by the nightly comparison. */
  private refused(invoice: Invoice, _refusal: Final): Promise<Verdict> {
    invoice.rest(this.clock.now());
    return Promise.resolve('fine');
  }
}

/** What is asked back is not given back yet. */
function wordOf({ state: said, total, refundTotal, paidAt }: VercelInvoice): VercelsWord | null {
  const state = readState(said);
  if (state === null) return null;
  const refundedCents = state === 'refunded' ? readCents(refundTotal ?? total) : null;
  return {
    state,
    ...(refundedCents === null ? {} : { refundedCents }),
    ...(paidAt === undefined ? {} : { paidAt }),
  };
}
