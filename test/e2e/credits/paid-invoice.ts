import type { HeldInvoice, VercelSimulator } from '#libs/vercel-simulator';

/** An invoice of Vercel's for credits that was paid, and for which nothing has been granted yet; without a resource for the installation. */
export function paidInvoice(
  { record, clock }: VercelSimulator,
  installationId: string,
  {
    amount,
    resourceId,
    planId = 'credits',
  }: { readonly amount: string; readonly resourceId?: string; readonly planId?: string },
): HeldInvoice {
  const now = clock.now();
  const { billing } = record;
  const line = { billingPlanId: planId, name: 'Credits', price: amount, quantity: 1, units: 'purchase', total: amount };
  const items = [{ ...line, ...(resourceId !== undefined && { resourceId }) }];
  const content = {
    externalId: undefined,
    invoiceDate: now,
    period: { start: now, end: now },
    items,
    discounts: [],
    memo: undefined,
  };
  const nature = { kind: 'prepayment', final: false, test: undefined, grant: 'by-user', isTopUp: false } as const;
  const invoice = billing.add(billing.of(installationId), content, nature);
  billing.life.send(invoice, now);
  billing.life.collect(invoice, 'pays', now);
  return invoice;
}
