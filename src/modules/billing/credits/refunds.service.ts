import { Injectable } from '@nestjs/common';
import { amountOf } from '#libs/money';
import type { VercelInvoice } from '#libs/vercel-api';
import { Audit } from '../../../platform/audit/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { CreditChanges } from './credit-changes.service.js';
import { type Entry, LedgerRepository, type Posting } from './ledger.repository.js';
import { refundedCents } from './purchase-offer.js';
import { type Granted, PurchaseRepository } from './purchase.repository.js';
import { purchaseReference, refundReference } from './references.js';
import { VercelInvoices } from './vercel-invoices.js';

/** Takes back what was refunded of a purchase: so much in all as Vercel says, whatever the number and order of its words. */
@Injectable()
export class PurchaseRefunds {
  constructor(
    private readonly purchases: PurchaseRepository,
    private readonly ledger: LedgerRepository,
    private readonly invoices: VercelInvoices,
    private readonly installations: InstallationRepository,
    private readonly changes: CreditChanges,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
  ) {}

  /** Outside any transaction; nothing for an invoice that no credits were granted for, or of who has left. @throws Unavailable while Vercel does not answer */
  async review(installationId: string, invoiceId: string): Promise<void> {
    if ((await this.purchases.find(installationId, invoiceId)) === null) return;
    if ((await this.installations.find(installationId))?.state === 'uninstalled') return;
    const invoice = await this.invoices.find(installationId, invoiceId);
    if (invoice !== null) await this.takeBack(installationId, invoice);
  }

  /** What Vercel says of an invoice is taken over. */
  async takeBack(installationId: string, invoice: VercelInvoice): Promise<void> {
    await this.unitOfWork.run(async () => {
      const installation = await this.installations.getLocked(installationId);
      const purchase = await this.purchases.lock(installationId, invoice.invoiceId);
      if (purchase === null || installation.state === 'uninstalled') return;
      const refunded = Math.min(purchase.cents, refundedCents(invoice));
      if (refunded > purchase.refundedCents) await this.record(installationId, purchase, refunded);
    });
  }

  private async record(installationId: string, purchase: Granted, refunded: number): Promise<void> {
    const { invoiceId, refundedCents: before } = purchase;
    const granted = await this.ledger.findByReference(installationId, purchaseReference(invoiceId));
    const fact = { kind: 'refund', reference: refundReference(invoiceId, refunded), details: { invoiceId } } as const;
    const costs = partsOf(granted, before, refunded).map((part) => ({ ...fact, ...part }));
    await this.purchases.takeBack(installationId, invoiceId, refunded);
    await this.changes.charge(installationId, costs);
    const details = { amount: amountOf(refunded - before), inAll: amountOf(refunded) };
    this.audit.append({ installationId, action: 'credits.taken-back', subject: invoiceId, details });
  }
}

/** Whose part of a purchase a refund is: of what was granted first it takes all before it takes of the next. */
function partsOf(
  granted: readonly Entry[],
  before: number,
  after: number,
): readonly Pick<Posting, 'holder' | 'cents'>[] {
  let start = 0;
  return granted.flatMap(({ holder, cents }) => {
    const within = (total: number): number => Math.min(cents, Math.max(0, total - start));
    const part = within(after) - within(before);
    start += cents;
    return part === 0 ? [] : [{ holder, cents: -part }];
  });
}
