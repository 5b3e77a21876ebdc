/** A label with an optional value, one row of a plan's description in Vercel's forms. */
export interface PlanDetail {
  readonly label: string;
  readonly value?: string;
}

/** Kinds of billing that a plan may have; Vercel makes the invoices of `prepayment` itself. */
export type BillingPlanType = 'prepayment' | 'subscription';

/** What a plan is bought for; an absent scope means `resource`. */
export type BillingPlanScope = 'installation' | 'resource';

/** The provider's plan as Vercel reads it: money as USD decimal strings ("4.39"), only `preauthorizationAmount` a number. */
export interface BillingPlan {
  readonly id: string;
  readonly type: BillingPlanType;
  readonly name: string;
  readonly description: string;
  readonly scope?: BillingPlanScope;
  readonly paymentMethodRequired?: boolean;
  readonly preauthorizationAmount?: number;
  readonly initialCharge?: string;
  readonly minimumAmount?: string;
  readonly maximumAmount?: string;
  readonly maximumAmountAutoPurchasePerPeriod?: string;
  readonly cost?: string;
  readonly details?: readonly PlanDetail[];
  readonly highlightedDetails?: readonly PlanDetail[];
  readonly effectiveDate?: string;
  readonly disabled?: boolean;
}

/** Answer of the three plans endpoints (product, resource, installation). */
export interface PlansResponse {
  readonly plans: readonly BillingPlan[];
}
