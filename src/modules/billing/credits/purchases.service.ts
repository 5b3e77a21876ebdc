import { Injectable } from '@nestjs/common';
import type { ProvisionPurchaseResponse } from '#libs/vercel-contract';
import { Settings } from '../../../platform/config/index.js';
import { Answers } from '../../../platform/idempotency/index.js';
import { BalanceSheet } from './balance-sheet.service.js';
import { PrepaidPlans } from './prepaid-plans.js';
import { grantsOf, refused } from './purchase-offer.js';
import { PurchaseRecording } from './purchase-recording.service.js';
import { PurchaseRepository } from './purchase.repository.js';
import { VercelInvoices } from './vercel-invoices.js';

const OK = (): number => 200;

/** Grants credits for invoices that Vercel has collected, once per invoice and for ever. Vercel is asked between transactions. */
@Injectable()
export class Purchases {
  constructor(
    private readonly purchases: PurchaseRepository,
    private readonly invoices: VercelInvoices,
    private readonly plans: PrepaidPlans,
    private readonly recording: PurchaseRecording,
    private readonly sheet: BalanceSheet,
    private readonly answers: Answers,
    private readonly settings: Settings,
  ) {}

  /** A repeat answers what is left now, and asks nobody. */
  async provision(installationId: string, invoiceId: string): Promise<ProvisionPurchaseResponse> {
    if ((await this.purchases.find(installationId, invoiceId)) !== null)
      return this.answers.with(OK, () => this.sheet.answer(installationId));
    const invoice = await this.invoices.find(installationId, invoiceId);
    if (invoice === null) throw refused('The invoice is not one of this installation.', 'unknown_invoice');
    if (invoice.test && this.settings.billing.invoiceMode === 'real')
      throw refused('The invoice is a test: nothing was paid.', 'test_invoice');
    const grants = grantsOf(installationId, invoice, this.plans);
    return this.answers.with(OK, async () => {
      await this.recording.record(installationId, invoiceId, grants);
      return this.sheet.answer(installationId);
    });
  }
}
