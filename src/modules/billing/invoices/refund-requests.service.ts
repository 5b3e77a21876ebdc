import { Injectable } from '@nestjs/common';
import type { Final, VercelInvoice } from '#libs/vercel-api';
import { amountOf } from '#libs/money';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { backOffMs } from '../../installations/index.js';
import { InvoiceNews } from './invoice-news.service.js';
import type { InvoiceStep, Verdict } from './invoice-step.js';
import type { Invoice } from './invoice.entity.js';
import { readCents } from './read-cents.js';
import type { Refund, RefundsTold } from './refund.entity.js';
import { RefundRepository } from './refund.repository.js';

const UNDER_WAY = 409;

/** Asks Vercel for refunds, one after the other. Everything but the call itself runs in a unit of work, with the invoice locked. */
@Injectable()
export class RefundRequests {
  constructor(
    private readonly refunds: RefundRepository,
    private readonly news: InvoiceNews,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** The request that is to be made now; null when there is none, or the invoice has to be read before. */
  async next(invoice: Invoice, vercelId: string): Promise<InvoiceStep<void> | null> {
    const refund = await this.waiting(invoice);
    if (refund?.state !== 'asked') return null;
    refund.start(invoice.refundedCents);
    await this.refunds.update(refund);
    const { reason, cents } = refund;
    return {
      call: (api, access) => api.invoices.refund(access, vercelId, { total: amountOf(cents), reason }),
      done: (current) => this.done(current, refund),
      refused: (current, refusal) => this.refused(current, refund, refusal),
    };
  }

  /** When to go on with what is left to be asked for; null when nothing is, or Vercel has to end one before. */
  async nextAt(invoice: Invoice): Promise<Date | null> {
    const refund = await this.waiting(invoice);
    if (refund === null) return null;
    return refund.attempts === 0 ? this.clock.now() : this.clock.inSeconds(backOffMs(refund.attempts + 4) / 1_000);
  }

  /** What has become of those that Vercel was asked for. */
  async follow(invoice: Invoice, told: VercelInvoice): Promise<void> {
    const cents = told.refundTotal === undefined ? fullIf(told) : readCents(told.refundTotal);
    const isUnderWay = told.state === 'refund_requested';
    await this.followAll(invoice, { cents, reason: told.refundReason ?? null, isUnderWay });
  }

  /** A webhook says that Vercel has given back what it was asked for, and nobody can be asked how much. */
  async believe(invoice: Invoice): Promise<void> {
    await this.followAll(invoice, { cents: Infinity, reason: null, isUnderWay: false });
  }

  /** Nobody can be asked any more: what a webhook says is all that is known. */
  async end(invoice: Invoice): Promise<void> {
    for (const refund of await this.refunds.findOf(invoice)) {
      if (!refund.isOpen) continue;
      refund.refuse('The installation has left');
      await this.refunds.update(refund);
    }
  }

  private async followAll(invoice: Invoice, told: RefundsTold): Promise<void> {
    for (const refund of await this.refunds.findOf(invoice)) {
      if (refund.state !== 'unsure' && refund.state !== 'requested') continue;
      refund.follow(told);
      await this.refunds.update(refund);
    }
  }

  /** Vercel takes one at a time. */
  private async waiting(invoice: Invoice): Promise<Refund | null> {
    if (invoice.state === 'refund_requested') return null;
    return (await this.refunds.findOf(invoice)).find(({ isOpen }) => isOpen) ?? null;
  }

  private async done(invoice: Invoice, refund: Refund): Promise<Verdict> {
    refund.accept();
    await this.refunds.update(refund);
    await this.news.take(invoice, { state: 'refund_requested' });
    return 'fine';
  }

  /** 409: one is under way, which may be this one. */
  private async refused(invoice: Invoice, refund: Refund, { status, code, message }: Final): Promise<Verdict> {
    if (status === UNDER_WAY) return 'fine';
    const problem = `Vercel refuses it: ${code}: ${message}`;
    refund.refuse(problem);
    await this.refunds.update(refund);
    const { installationId, id } = invoice;
    const details = { refund: refund.id, problem };
    this.audit.append({ installationId, action: 'invoice.refund-refused', subject: id, details });
    return { refused: problem };
  }
}

/** All of it, where Vercel says that it was refunded and not how much. */
function fullIf({ state, total }: VercelInvoice): number | null {
  return state === 'refunded' ? readCents(total) : null;
}
