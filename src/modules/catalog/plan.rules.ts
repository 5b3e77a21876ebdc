import { Exact } from '#libs/money';
import type { MeterPrice, PlanDocument, Tiers } from './catalog.document.js';
import type { FaultList } from './fault-list.js';

const PREPAYMENT_ONLY = ['minimumAmount', 'maximumAmount', 'maximumAmountAutoPurchasePerPeriod', 'credits'] as const;
const SUBSCRIPTION_ONLY = ['paymentMethodRequired', 'preauthorizationAmount', 'initialCharge'] as const;

/** Reports what is wrong inside one plan; `meters` are the names that its prices may use. */
export function addPlanFaults(
  plan: PlanDocument,
  meters: ReadonlySet<string | null>,
  path: string,
  faults: FaultList,
): void {
  const foreign = plan.type === 'subscription' ? PREPAYMENT_ONLY : SUBSCRIPTION_ONLY;
  for (const key of foreign) {
    if (plan[key] !== undefined) faults.add(`${path}.${key}`, `does not go with the type ${plan.type}`);
  }
  addAmountFaults(plan, path, faults);
  if (plan.type === 'subscription' && plan.paymentMethodRequired === false) addFreeFaults(plan, path, faults);
  if (plan.pricing?.billed === 'advance' && plan.pricing.fixedFee === undefined) {
    faults.add(`${path}.pricing.billed`, 'needs a fixedFee to be billed in advance');
  }
  plan.pricing?.discounts?.forEach((discount, index) => {
    if ('percentage' in discount === 'amount' in discount) {
      faults.add(`${path}.pricing.discounts[${index}]`, 'must have either a percentage or an amount');
    }
  });
  plan.pricing?.meters?.forEach((price, index) => {
    const place = `${path}.pricing.meters[${index}]`;
    const isRepeated = plan.pricing?.meters?.findIndex(({ meter }) => meter === price.meter) !== index;
    if (!meters.has(price.meter)) faults.add(`${place}.meter`, 'is not a meter of the catalog');
    if (isRepeated) faults.add(`${place}.meter`, 'has a price already');
    addPriceFaults(price, place, faults);
  });
}

function addAmountFaults(plan: PlanDocument, path: string, faults: FaultList): void {
  if (plan.credits?.limit !== undefined && plan.credits.belowZero !== 'allow') {
    faults.add(`${path}.credits.limit`, 'needs belowZero: allow');
  }
  const { minimumAmount = '0', maximumAmount, maximumAmountAutoPurchasePerPeriod: automatic } = plan;
  for (const [key, amount] of Object.entries({ maximumAmount, maximumAmountAutoPurchasePerPeriod: automatic })) {
    if (amount !== undefined && Exact.parse(amount).compare(Exact.parse(minimumAmount)) < 0) {
      faults.add(`${path}.${key}`, 'must not be below minimumAmount');
    }
  }
}

function addFreeFaults(plan: PlanDocument, path: string, faults: FaultList): void {
  const problem = 'must not stand on a plan without a payment method';
  for (const key of ['preauthorizationAmount', 'initialCharge'] as const) {
    if (plan[key] !== undefined) faults.add(`${path}.${key}`, problem);
  }
  if (isPositive(plan.pricing?.fixedFee)) faults.add(`${path}.pricing.fixedFee`, problem);
  plan.pricing?.meters?.forEach((price, index) => {
    const prices = [price.unitPrice, ...(price.tiers?.steps ?? []).map((step) => step.unitPrice)];
    if (prices.some(isPositive)) faults.add(`${path}.pricing.meters[${index}]`, problem);
  });
}

function addPriceFaults({ unitPrice, tiers }: MeterPrice, place: string, faults: FaultList): void {
  if ((unitPrice === undefined) === (tiers === undefined)) {
    faults.add(place, 'must have either a unitPrice or tiers');
  }
  if (tiers !== undefined) addTierFaults(tiers, `${place}.tiers`, faults);
}

function addTierFaults({ steps }: Tiers, place: string, faults: FaultList): void {
  let reached = Exact.zero;
  steps.forEach(({ upTo }, index) => {
    const isLast = index === steps.length - 1;
    const at = `${place}.steps[${index}].upTo`;
    if (upTo === undefined) {
      if (!isLast) faults.add(at, 'is missing: only the last step is open');
      return;
    }
    if (isLast) faults.add(at, 'must not stand on the last step, which is open');
    const limit = Exact.parse(upTo);
    if (limit.compare(reached) <= 0) faults.add(at, 'must be above the step before');
    reached = limit;
  });
}

function isPositive(amount: string | undefined): boolean {
  return amount !== undefined && Exact.parse(amount).isPositive;
}
