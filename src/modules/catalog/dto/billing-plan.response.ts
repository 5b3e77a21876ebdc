/** A row of a plan's description. */
export class PlanDetailResponse {
  /** What the row is about. @example Storage */
  readonly label: string;
  /** What the plan has of it. @example 0.15 USD per GB-month */
  readonly value?: string;
}

/** A plan as Vercel reads it. */
export class BillingPlanResponse {
  /** Its id in the catalog. @example pro */
  readonly id: string;
  /** `prepayment`: credits are bought first. @example subscription */
  readonly type: 'prepayment' | 'subscription';
  /** As customers know it. @example Pro */
  readonly name: string;
  /** Whether one resource or the whole installation is on it. @example resource */
  readonly scope?: 'installation' | 'resource';
  /** What it is for, in a sentence. @example "For applications in production" */
  readonly description: string;
  /** False: completely free. @example true */
  readonly paymentMethodRequired?: boolean;
  /** USD, tests the payment method. @example 1 */
  readonly preauthorizationAmount?: number;
  /** USD decimal, invoiced at sign-up. @example "20.00" */
  readonly initialCharge?: string;
  /** Prepayment: smallest purchase, USD decimal. @example "1.00" */
  readonly minimumAmount?: string;
  /** Prepayment: largest purchase, USD decimal. @example "500.00" */
  readonly maximumAmount?: string;
  /** Prepayment: cap on automatic purchases in a month, USD decimal. @example "200.00" */
  readonly maximumAmountAutoPurchasePerPeriod?: string;
  /** Fixed price as text. @example $20.00/month */
  readonly cost?: string;
  /** What it has, row by row. */
  readonly details?: PlanDetailResponse[];
  /** As details, always expanded. */
  readonly highlightedDetails?: PlanDetailResponse[];
  /** When a change to it takes effect, ISO 8601. @example 2026-02-28T00:00:00Z */
  readonly effectiveDate?: string;
  /** Shown, but cannot be chosen. @example false */
  readonly disabled?: boolean;
}

/** Answer of the plans endpoints. */
export class PlansResponse {
  /** Those of the product, in the order of the catalog. */
  readonly plans: BillingPlanResponse[];
}
