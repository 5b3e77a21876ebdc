import { centsOf } from '#libs/money';
import type { BillingPlan, BillingPlanScope, BillingPlanType } from '#libs/vercel-contract';
import type { PlanDocument, PlanLimits, Pricing } from './catalog.document.js';

/** What the moment adds to a plan: when a change to it takes effect, and that it cannot be chosen now. */
export interface PlanOccasion {
  readonly effectiveDate?: Date;
  readonly disabled?: true;
}

/** How far the credits of a prepayment plan may go, in cents. */
export interface CreditTerms {
  /** At which balance it stops; null: never. */
  readonly floor: number | null;
  /** Below which balance the customer is told that little is left. */
  readonly low: number;
}

/** Vercel sells nothing smaller. */
const SMALLEST_PURCHASE = '0.50';
/** Of the smallest purchase, unless the plan says when little is left. */
const LOW_SHARE = 5;

/** All that can be told of a plan that has left the catalog: it is still the customer's, but nobody can choose it any more. */
export function departedPlan(id: string, scope: BillingPlanScope): BillingPlan {
  return { id, type: 'subscription', scope, name: id, description: 'No longer offered', disabled: true };
}

/** Stands for a plan where a customer has linked what he has, and pays, elsewhere: Vercel wants one with every resource. */
export const LINKED_PLAN: BillingPlan = {
  id: 'linked',
  type: 'subscription',
  scope: 'resource',
  name: 'Billed by the provider',
  description: 'Linked to what you have with the provider. Nothing is billed through Vercel.',
  paymentMethodRequired: false,
};

/** Something a customer can buy, as the catalog describes it. */
export class Plan {
  readonly id: string;
  readonly type: BillingPlanType;
  readonly name: string;
  readonly description: string;
  /** Always false for prepayment, where Vercel collects before anything is used. */
  readonly paymentMethodRequired: boolean;
  readonly disabled: boolean;
  readonly limits: PlanLimits;
  readonly pricing: Pricing;
  /** Dollars that are due once, when the plan is taken; null: none are. */
  readonly initialCharge: string | null;
  /** Null for what is not paid before it is used. */
  readonly credits: CreditTerms | null;
  readonly #document: PlanDocument;

  constructor(
    document: PlanDocument,
    readonly scope: BillingPlanScope,
  ) {
    this.#document = document;
    this.id = document.id;
    this.type = document.type;
    this.name = document.name;
    this.description = document.description;
    this.paymentMethodRequired = document.type === 'subscription' && (document.paymentMethodRequired ?? true);
    this.disabled = document.disabled ?? false;
    this.limits = document.limits ?? {};
    this.initialCharge = document.initialCharge ?? null;
    this.pricing = { billed: 'arrears', proration: 'second', meters: [], discounts: [], ...document.pricing };
    this.credits = document.type === 'prepayment' ? creditTerms(document) : null;
  }

  /** Nothing can ever be owed on it. */
  get isFree(): boolean {
    return this.type === 'subscription' && !this.paymentMethodRequired;
  }

  /** Something is due as soon as somebody is on it. */
  get chargesAtOnce(): boolean {
    return this.initialCharge !== null || this.pricing.billed === 'advance';
  }

  /** The whole plan as Vercel wants it, without a key that has no value. */
  toBillingPlan(occasion: PlanOccasion = {}): BillingPlan {
    const { id, type, scope, name, description } = this;
    const effectiveDate = occasion.effectiveDate?.toISOString() ?? this.#document.effectiveDate;
    return {
      id,
      type,
      scope,
      name,
      description,
      ...this.#presentation(),
      ...this.#amounts(),
      ...(type === 'subscription' && { paymentMethodRequired: this.paymentMethodRequired }),
      ...(effectiveDate !== undefined && { effectiveDate }),
      ...((this.disabled || occasion.disabled === true) && { disabled: true }),
    };
  }

  #presentation(): Pick<BillingPlan, 'cost' | 'details' | 'highlightedDetails'> {
    const { cost, details, highlightedDetails } = this.#document;
    return {
      ...(cost !== undefined && { cost }),
      ...(details !== undefined && { details }),
      ...(highlightedDetails !== undefined && { highlightedDetails }),
    };
  }

  #amounts(): Partial<BillingPlan> {
    const { preauthorizationAmount, initialCharge, minimumAmount, maximumAmount } = this.#document;
    const { maximumAmountAutoPurchasePerPeriod } = this.#document;
    return {
      ...(preauthorizationAmount !== undefined && { preauthorizationAmount: Number(preauthorizationAmount) }),
      ...(initialCharge !== undefined && { initialCharge }),
      ...(minimumAmount !== undefined && { minimumAmount }),
      ...(maximumAmount !== undefined && { maximumAmount }),
      ...(maximumAmountAutoPurchasePerPeriod !== undefined && { maximumAmountAutoPurchasePerPeriod }),
    };
  }
}

function creditTerms({ credits = {}, minimumAmount = SMALLEST_PURCHASE }: PlanDocument): CreditTerms {
  const { belowZero = 'stop', limit, low } = credits;
  const reach = limit === undefined ? null : -centsOf(limit);
  return {
    floor: belowZero === 'stop' ? 0 : reach,
    low: low === undefined ? Math.floor(centsOf(minimumAmount) / LOW_SHARE) : centsOf(low),
  };
}
