import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../../platform/jobs/index.js';
import { PurchaseRefunds } from '../refunds.service.js';
import { REVIEW_PURCHASE } from './review-purchase.definition.js';

/** Goes by what Vercel says when it runs. */
@Injectable()
@HandlesJob(REVIEW_PURCHASE)
export class ReviewPurchase implements JobHandler<{ installationId: string; invoiceId: string }> {
  constructor(private readonly refunds: PurchaseRefunds) {}

  run({ installationId, invoiceId }: { installationId: string; invoiceId: string }): Promise<void> {
    return this.refunds.review(installationId, invoiceId);
  }
}
