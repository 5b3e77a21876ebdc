import type { BillingPlan, ProvisionPurchaseResponse } from '#libs/vercel-contract';
import type { EitherCallOptions, PartnerClient } from '../partner/partner-client.js';
import type { HeldInstallation } from '../record/held.js';
import type { VercelRecord } from '../record/vercel-record.js';
import { expectAnswer } from '../team/unexpected-answer.js';
import type { BillingAccount, TopUp } from './billing-account.js';
import { isAmount, sumCents, toCents } from './cents.js';
import type { HeldInvoice } from './held-invoice.js';
import { WHOLE } from './plan-history.js';

/** What is bought: an amount of money as credits of a resource, or of the installation as a whole. */
export interface CreditPurchase {
  readonly amount: string;
  readonly resourceId?: string;
}

/** What purchases work with. */
export interface PurchaseParts {
  readonly partner: PartnerClient;
  readonly record: VercelRecord;
  readonly now: () => Date;
}

/** Prepaid credits: Vercel makes the invoice, collects it, and then has the provider grant the credits (flows 5.2). */
export class Purchases {
  constructor(private readonly parts: PurchaseParts) {}

  /** Makes and collects the invoice; unpaid, it is tried again like any other. Throws what Vercel would not sell. */
  buy(installation: HeldInstallation, { amount, resourceId }: CreditPurchase, buyer: 'user' | 'top-up'): HeldInvoice {
    const plan = prepaidPlan(installation, resourceId);
    if (plan === undefined) throw new Error(`${resourceId ?? installation.id} has no prepayment plan`);
    if (!sells(plan, amount)) throw new Error(`${amount} cannot be bought on plan ${plan.id}`);
    const now = this.parts.now();
    const { billing } = this.parts.record;
    const account = billing.of(installation.id);
    const invoice = billing.add(account, contentOf(plan, amount, resourceId, now), {
      kind: 'prepayment',
      final: false,
      test: undefined,
      grant: buyer === 'user' ? 'by-user' : 'due',
      isTopUp: buyer === 'top-up',
    });
    billing.life.send(invoice, now);
    billing.life.collect(invoice, account.card, now);
    if (invoice.state !== 'paid') invoice.grant = 'due';
    return invoice;
  }

  /** Asks the provider to grant the credits of an invoice, and takes over the balances it answers. */
  async grant(invoice: HeldInvoice, options: EitherCallOptions = {}): Promise<ProvisionPurchaseResponse> {
    const { installationId, invoiceId } = invoice;
    const answer = await this.parts.partner.provisionPurchase(installationId, { invoiceId }, options);
    const told = expectAnswer(`grant the credits of ${invoiceId}`, answer, [200]) as ProvisionPurchaseResponse;
    invoice.grant = 'done';
    this.parts.record.billing.of(installationId).takeBalances(new Date(told.timestamp), told.balances);
    return told;
  }

  /** Buys for every wish whose balance is below its threshold and for which nothing is on its way; a plan's cap is kept. */
  topUp(installation: HeldInstallation): void {
    if (installation.state !== 'installed') return;
    const account = this.parts.record.billing.of(installation.id);
    for (const wish of account.topUps.values())
      if (this.isDue(installation, account, wish)) this.fulfil(installation, wish);
  }

  private fulfil(installation: HeldInstallation, { amount, resourceId }: TopUp): void {
    this.buy(installation, { amount, ...(resourceId !== undefined && { resourceId }) }, 'top-up');
  }

  private isDue(installation: HeldInstallation, account: BillingAccount, wish: TopUp): boolean {
    const balance = account.balances?.byTarget.get(wish.resourceId ?? WHOLE)?.currencyValueInCents;
    if (balance === undefined || balance >= wish.thresholdInCents) return false;
    const bought = [...account.invoices.values()].filter(
      ({ kind, items }) => kind === 'prepayment' && items[0]?.resourceId === wish.resourceId,
    );
    const isUnderway = bought.some(({ grant, state }) => grant !== 'done' && state !== 'refunded');
    const plan = prepaidPlan(installation, wish.resourceId);
    return !isUnderway && plan !== undefined && sells(plan, wish.amount) && this.isWithinCap(plan, bought, wish);
  }

  /** The cap holds per calendar month here; whose period Vercel means is not published. */
  private isWithinCap(plan: BillingPlan, bought: readonly HeldInvoice[], wish: TopUp): boolean {
    const cap = plan.maximumAmountAutoPurchasePerPeriod;
    if (cap === undefined) return true;
    const month = this.parts.now().toISOString().slice(0, 7);
    const before = bought.filter(({ created, isTopUp }) => isTopUp && created.toISOString().startsWith(month));
    return sumCents([...before.map(({ total }) => total), wish.amount]) <= toCents(cap);
  }
}

function prepaidPlan(installation: HeldInstallation, resourceId: string | undefined): BillingPlan | undefined {
  const own = resourceId === undefined ? undefined : installation.resources.get(resourceId)?.billingPlan;
  const plan = own ?? installation.billingPlan;
  return plan?.type === 'prepayment' ? plan : undefined;
}

function sells({ minimumAmount = '0.50', maximumAmount }: BillingPlan, amount: string): boolean {
  const isEnough = isAmount(amount) && toCents(amount) >= toCents(minimumAmount);
  return isEnough && (maximumAmount === undefined || toCents(amount) <= toCents(maximumAmount));
}

function contentOf(
  plan: BillingPlan,
  amount: string,
  resourceId: string | undefined,
  now: Date,
): Pick<HeldInvoice, 'externalId' | 'invoiceDate' | 'period' | 'items' | 'discounts' | 'memo'> {
  const line = { billingPlanId: plan.id, name: `${plan.name} credits`, price: amount, quantity: 1, units: 'purchase' };
  const items = [{ ...line, total: amount, ...(resourceId !== undefined && { resourceId }) }];
  const period = { start: now, end: now };
  return { externalId: undefined, invoiceDate: now, period, items, discounts: [], memo: undefined };
}
