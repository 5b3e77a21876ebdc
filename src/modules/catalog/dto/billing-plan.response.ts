/** A row of a plan's description. */
export class PlanDetailResponse {
  readonly label: string;
  readonly value?: string;
}

/** A plan as Vercel reads it. */
export class BillingPlanResponse {
  /** @example pro */
  readonly id: string;
  readonly type: 'prepayment' | 'subscription';
  readonly name: string;
  /** Whether one resource or the whole installation is on it. */
  readonly scope?: 'installation' | 'resource';
  readonly description: string;
  /** False: completely free. */
  readonly paymentMethodRequired?: boolean;
  /** USD, tests the payment method. */
  readonly preauthorizationAmount?: number;
  /** USD decimal, invoiced at sign-up. @example "20.00" */
  readonly initialCharge?: string;
  /** Prepayment: smallest purchase, USD decimal. @example "1.00" */
  readonly minimumAmount?: string;
  /** Prepayment: largest purchase, USD decimal. */
  readonly maximumAmount?: string;
  /** Prepayment: cap on automatic purchases in a month, USD decimal. */
  readonly maximumAmountAutoPurchasePerPeriod?: string;
  /** Fixed price as text. @example $20.00/month */
  readonly cost?: string;
  readonly details?: PlanDetailResponse[];
  /** As details, always expanded. */
  readonly highlightedDetails?: PlanDetailResponse[];
  /** When a change to it takes effect, ISO 8601. */
  readonly effectiveDate?: string;
  /** Shown, but cannot be chosen. */
  readonly disabled?: boolean;
}

/** Answer of the plans endpoints. */
export class PlansResponse {
  readonly plans: BillingPlanResponse[];
}
