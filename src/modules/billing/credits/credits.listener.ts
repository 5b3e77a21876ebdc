import { Injectable } from '@nestjs/common';
import { ListensTo, ListensToVercel, type VercelEvent } from '../../../platform/events/index.js';
import { Jobs } from '../../../platform/jobs/index.js';
import { InstallationPurging } from '../../installations/index.js';
import { LedgerRepository } from './ledger.repository.js';
import { PurchaseRepository } from './purchase.repository.js';
import { REVIEW_PURCHASE } from './jobs/review-purchase.definition.js';

/** A purchase that is being granted at the very moment of its refund is on record by then. */
const ONCE_MORE_SECONDS = 120;

/** What refunds and departures mean for credits. */
@Injectable()
export class CreditsListener {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly purchases: PurchaseRepository,
    private readonly jobs: Jobs,
  ) {}

  /** Invoices that we made ourselves have an external id, and grant nothing. */
  @ListensToVercel('marketplace.invoice.refunded')
  async onRefunded({ installationIds, payload }: VercelEvent): Promise<void> {
    const { invoiceId, externalInvoiceId } = payload;
    if (typeof invoiceId !== 'string' || typeof externalInvoiceId === 'string') return;
    for (const installationId of installationIds) {
      const isGranted = (await this.purchases.find(installationId, invoiceId)) !== null;
      const options = isGranted ? {} : { afterSeconds: ONCE_MORE_SECONDS };
      await this.jobs.enqueue(REVIEW_PURCHASE, { installationId, invoiceId }, options);
    }
  }

  /** The purchases stay: an invoice is granted once for ever. */
  @ListensTo(InstallationPurging)
  async onPurging(event: InstallationPurging): Promise<void> {
    event.deleted(await this.ledger.deleteSome(event.installationId, event.limit));
  }
}
