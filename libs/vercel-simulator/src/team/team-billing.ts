import type { ProvisionPurchaseResponse } from '#libs/vercel-contract';
import type { BillingAccount, TopUp } from '../billing/billing-account.js';
import { fromCents, isAmount, toCents } from '../billing/cents.js';
import type { HeldInvoice } from '../billing/held-invoice.js';
import { refundedCents } from '../billing/invoice-life.js';
import { WHOLE } from '../billing/plan-history.js';
import type { CreditPurchase, Purchases } from '../billing/purchases.js';
import type { EitherCallOptions } from '../partner/partner-client.js';
import type { HeldInstallation } from '../record/held.js';
import type { VercelRecord } from '../record/vercel-record.js';

/** What a team and Vercel's support do about money; what comes of it reaches the provider as webhooks. */
export class TeamBilling {
  constructor(
    private readonly purchases: Purchases,
    private readonly record: VercelRecord,
    private readonly installation: () => HeldInstallation,
    private readonly now: () => Date,
  ) {}

  /** What Vercel knows of this team's money. */
  account(): BillingAccount {
    return this.record.billing.of(this.installation().id);
  }

  /** The invoices of the present installation, oldest first. */
  invoices(): readonly HeldInvoice[] {
    return [...this.account().invoices.values()];
  }

  /** How payments that Vercel collects by itself end from here on. */
  useCard(card: 'pays' | 'declines'): void {
    this.account().card = card;
  }

  /** The customer pays an invoice now, an overdue one too. */
  pay(invoiceId: string): HeldInvoice {
    const invoice = this.sent(invoiceId);
    this.record.billing.life.pay(invoice, this.now());
    return invoice;
  }

  /** An attempt to collect an invoice fails now. */
  failPayment(invoiceId: string): HeldInvoice {
    const invoice = this.sent(invoiceId);
    this.record.billing.life.fail(invoice, this.now());
    return invoice;
  }

  /** Vercel's support refunds an invoice at once, all that is left of it unless told otherwise. */
  refund(invoiceId: string, { amount, reason = 'customer request' }: RefundWish = {}): HeldInvoice {
    const invoice = this.account().invoice(invoiceId);
    const left = toCents(invoice.total) - refundedCents(invoice);
    const wanted = amount ?? fromCents(left);
    if (!isAmount(wanted) || toCents(wanted) > left) throw new Error(`${wanted} cannot be refunded of ${invoiceId}`);
    if (invoice.state === 'draft' || invoice.state === 'refund_requested')
      throw new Error(`${invoiceId} is ${invoice.state} and cannot be refunded`);
    this.record.billing.life.refund(invoice, { amount: wanted, reason }, this.now());
    return invoice;
  }

  /** A member buys credits; when they are paid, the provider is asked for them in the member's name. */
  async buyCredits(purchase: CreditPurchase, options: EitherCallOptions = {}): Promise<HeldInvoice> {
    const invoice = this.purchases.buy(this.installation(), purchase, 'user');
    if (invoice.state === 'paid') await this.purchases.grant(invoice, options);
    return invoice;
  }

  /** Asks the provider (again) for the credits of an invoice, whatever its state. */
  grant(invoiceId: string, options: EitherCallOptions = {}): Promise<ProvisionPurchaseResponse> {
    return this.purchases.grant(this.account().invoice(invoiceId), options);
  }

  /** Has credits bought, by a system token, whenever a told balance is below a threshold. */
  topUpWhenLow({
    resourceId,
    thresholdInCents,
    amount,
  }: Omit<TopUp, 'resourceId'> & { readonly resourceId?: string }): void {
    if (!isAmount(amount)) throw new Error(`${amount} is no amount`);
    this.account().topUps.set(resourceId ?? WHOLE, { resourceId, thresholdInCents, amount });
  }

  private sent(invoiceId: string): HeldInvoice {
    const invoice = this.account().invoice(invoiceId);
    const isWaiting = invoice.state === 'pending' || invoice.state === 'scheduled';
    if (isWaiting) this.record.billing.life.send(invoice, this.now());
    return invoice;
  }
}

/** What is refunded, and why. */
export interface RefundWish {
  readonly amount?: string;
  readonly reason?: string;
}
