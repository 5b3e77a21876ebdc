import { Injectable } from '@nestjs/common';
import type { InvoiceState } from '#libs/vercel-contract';
import { readInvoiceNamed } from '#libs/vercel-webhooks';
import { Clock } from '../../../platform/clock/index.js';
import { ListensToVercel, type VercelEvent } from '../../../platform/events/index.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { InstallationRepository, SAFETY_SECONDS } from '../../installations/index.js';
import { InvoiceNews } from './invoice-news.service.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceRepository } from './invoice.repository.js';
import { RefundRequests } from './refund-requests.service.js';
import { ADVANCE_INVOICE } from './jobs/advance-invoice.definition.js';

const STATES: Readonly<Record<string, InvoiceState>> = {
  'marketplace.invoice.created': 'invoiced',
  'marketplace.invoice.paid': 'paid',
  'marketplace.invoice.notpaid': 'notpaid',
  'marketplace.invoice.overdue': 'overdue',
  'marketplace.invoice.refunded': 'refunded',
};

/** What webhooks mean for our invoices: nudges, upon which Vercel is asked. Those of invoices that Vercel makes itself are for others. */
@Injectable()
export class VercelInvoicesListener {
  constructor(
    private readonly invoices: InvoiceRepository,
    private readonly installations: InstallationRepository,
    private readonly news: InvoiceNews,
    private readonly refunds: RefundRequests,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  @ListensToVercel(...Object.keys(STATES))
  async onInvoice({ type, happenedAt, installationIds, payload }: VercelEvent): Promise<void> {
    const named = readInvoiceNamed(payload);
    if (named === null) return;
    for (const installationId of installationIds) {
      const invoice = await this.invoices.lockNamed(installationId, named.invoiceId, named.externalInvoiceId);
      if (invoice === null) continue;
      invoice.accept(named.invoiceId, this.clock.now());
      if (type === 'marketplace.invoice.notpaid') invoice.noteFailure(happenedAt);
      if (await this.canBeRead(installationId)) await this.nudge(invoice);
      else await this.believe(invoice, STATES[type] ?? 'invoiced');
      await this.invoices.update(invoice);
    }
  }

  /** One look is enough for all webhooks of an invoice that wait, and should it have begun just before this one, the tick sees to it. */
  private async nudge(invoice: Invoice): Promise<void> {
    invoice.nudge(this.clock.inSeconds(SAFETY_SECONDS));
    const { installationId, id: invoiceId } = invoice;
    await this.jobs.enqueue(ADVANCE_INVOICE, { installationId, invoiceId }, { onceQueuedAs: invoiceId });
  }

  /** Nobody can be asked any more, so the webhook is all that will ever be known; only forward, as they come in any order. */
  private async believe(invoice: Invoice, state: InvoiceState): Promise<void> {
    if (state === 'refunded') await this.refunds.believe(invoice);
    await this.news.take(invoice, { state });
    invoice.wait(null);
  }

  private async canBeRead(installationId: string): Promise<boolean> {
    const installation = await this.installations.find(installationId);
    return installation?.sealedToken != null && installation.lineClosedAt === null;
  }
}
