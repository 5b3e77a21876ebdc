import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Conflict, Unprocessable } from '../../../platform/errors/index.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { SAFETY_SECONDS } from '../../installations/index.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';
import { ADVANCE_INVOICE } from './jobs/advance-invoice.definition.js';
import { Refund, type RefundWish } from './refund.entity.js';
import { RefundRepository } from './refund.repository.js';

/** What operators give back: written down first, and asked for afterwards. */
@Injectable()
export class Refunds {
  constructor(
    private readonly refunds: RefundRepository,
    private readonly invoices: InvoiceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Once per request key. @throws NotFound, Conflict when Vercel cannot be asked for it, Unprocessable when less than that is left of the invoice */
  ask(id: string, wish: RefundWish): Promise<Refund> {
    return this.unitOfWork.run(async () => {
      const invoice = await this.invoices.lockOfAnyone(id);
      const before = await this.refunds.findOf(invoice);
      const same = before.find(({ requestKey }) => requestKey === wish.requestKey);
      if (same !== undefined) return assertSame(same, wish);
      assertRefundable(invoice);
      if (wish.cents > leftOf(invoice, before))
        throw new Unprocessable('The refund is more than what is left of the invoice');
      return this.begin(invoice, wish);
    });
  }

  private async begin(invoice: Invoice, wish: RefundWish): Promise<Refund> {
    const { installationId, id: invoiceId } = invoice;
    const refund = Refund.ask(invoice, wish, randomUUID(), this.clock.now());
    await this.refunds.insert(refund);
    invoice.nudge(this.clock.inSeconds(SAFETY_SECONDS));
    await this.invoices.update(invoice);
    await this.jobs.enqueue(ADVANCE_INVOICE, { installationId, invoiceId });
    const details = { refund: refund.id, cents: wish.cents, reason: wish.reason };
    this.audit.append({ installationId, action: 'invoice.refund-asked', subject: invoiceId, details });
    return refund;
  }
}

function assertSame(refund: Refund, { cents, reason }: RefundWish): Refund {
  if (refund.cents === cents && refund.reason === reason) return refund;
  throw new Conflict('The key was used for another refund');
}

/** Vercel has not sent a draft to the customer. */
function assertRefundable({ isAtVercel, state, vercelId }: Invoice): void {
  if (!isAtVercel || state === 'draft' || vercelId === null)
    throw new Conflict('Vercel has not sent the invoice to the customer yet');
}

/** What Vercel has given back counts whoever asked for it. */
function leftOf({ totalCents, refundedCents }: Invoice, refunds: readonly Refund[]): number {
  return refunds
    .filter(({ isPending }) => isPending)
    .reduce((left, { cents }) => left - cents, totalCents - refundedCents);
}
