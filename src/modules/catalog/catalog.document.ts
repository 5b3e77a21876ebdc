import type { BillingPlanScope, BillingPlanType, PlanDetail } from '#libs/vercel-contract';

/** The catalog file as it is written, once `config/catalog.schema.json` holds; money is decimal text. */
export interface CatalogDocument {
  readonly billing: 'resource' | 'installation';
  readonly period: 'anniversary' | 'calendar-month';
  readonly plans?: readonly PlanDocument[];
  readonly products: readonly ProductDocument[];
}

/** One product of the file. */
export interface ProductDocument {
  readonly slug: string;
  readonly name: string;
  readonly driver: string;
  readonly capabilities?: CapabilitiesDocument;
  readonly metadata?: MetadataSchema;
  readonly meters?: readonly MeterDocument[];
  /** By name. */
  readonly drains?: Readonly<Record<string, DrainDocument>>;
  readonly plans?: readonly PlanDocument[];
}

interface CapabilitiesDocument {
  readonly repl?: false | ReplCapability;
  readonly rotation?: false | RotationCapability;
  readonly renaming?: boolean;
  readonly transfers?: boolean;
  readonly imports?: boolean;
}

/** A console on the resource page; without `readOnlyMode` the role USER has none. */
export interface ReplCapability {
  readonly readOnlyMode: boolean;
  readonly welcomeMessage?: string;
}

/** Secrets can be replaced; old ones stay valid for at most these hours. */
export interface RotationCapability {
  readonly maxDelayHours: number;
}

/** What Vercel sends of a customer's projects to the product, once the customer of a connected account has set it up. */
export interface DrainDocument {
  readonly title: string;
  /** `log-drain`: the older kind that Vercel ties to the integration itself; `drain` unless it is said. */
  readonly kind?: 'drain' | 'log-drain';
  /** Of a drain, such as `log` or `trace`; `log` unless it is said. */
  readonly schemas?: readonly string[];
  /** Where it is sent; `{resourceId}` stands for the resource's id. */
  readonly endpoint: string;
  readonly encoding?: 'json' | 'ndjson';
  /** Name of the resource's secret with which Vercel signs deliveries. */
  readonly secret?: string;
}

/** What is measured and shown as usage; `type` and `unit` as in Vercel's usage items. */
export interface MeterDocument {
  readonly id: string;
  readonly name: string;
  readonly type: 'total' | 'interval' | 'rate';
  /** What a period comes to; the first one that goes with the type where nothing is written. */
  readonly aggregation?: Aggregation;
  /** Whether the driver is asked every hour what it shows; otherwise it is told at the usage API. */
  readonly polled?: boolean;
  readonly unit: string;
}

/** How what a meter told within a period becomes one quantity. */
export type Aggregation = 'time-weighted' | 'latest' | 'sum' | 'maximum' | 'mean';

/** Those that go with each type of meter; the first one is what is meant when nothing is said. */
export const AGGREGATIONS = {
  total: ['time-weighted', 'latest'],
  interval: ['sum'],
  rate: ['maximum', 'mean'],
} as const satisfies Record<MeterDocument['type'], readonly Aggregation[]>;

/** A meter with what its period comes to. */
export type Meter = MeterDocument & { readonly aggregation: Aggregation };

/** One plan of the file. */
export interface PlanDocument {
  readonly id: string;
  readonly type: BillingPlanType;
  readonly scope?: BillingPlanScope;
  readonly default?: boolean;
  readonly name: string;
  readonly description: string;
  readonly cost?: string;
  readonly details?: readonly PlanDetail[];
  readonly highlightedDetails?: readonly PlanDetail[];
  readonly paymentMethodRequired?: boolean;
  readonly preauthorizationAmount?: string;
  readonly initialCharge?: string;
  readonly minimumAmount?: string;
  readonly maximumAmount?: string;
  readonly maximumAmountAutoPurchasePerPeriod?: string;
  readonly credits?: CreditsDocument;
  readonly effectiveDate?: string;
  readonly disabled?: boolean;
  readonly limits?: PlanLimits;
  readonly pricing?: Partial<Pricing>;
}

/** What becomes of a prepaid resource whose credits run out: it stops, or goes on, without end or down to minus `limit`. */
interface CreditsDocument {
  readonly belowZero?: 'stop' | 'allow';
  readonly limit?: string;
  readonly low?: string;
}

/** Caps of a plan; an absent one is no cap. */
export interface PlanLimits {
  readonly resourcesPerInstallation?: number;
}

/** How a plan is priced; `billed` and `proration` are about the fixed fee, usage is always in arrears. */
export interface Pricing {
  readonly billed: 'arrears' | 'advance';
  readonly proration: 'second' | 'day' | 'none';
  readonly fixedFee?: string;
  readonly meters: readonly MeterPrice[];
  /** Taken off all that the plan costs, one after the other. */
  readonly discounts: readonly PlanDiscount[];
}

/** A percentage of what is left, or an amount per period; never more than there is. */
export type PlanDiscount = { readonly name: string } & ({ readonly percentage: string } | { readonly amount: string });

/** Price of one meter: per unit beyond `included`, or by tiers. An installation plan names it as `product/meter`. */
export interface MeterPrice {
  readonly meter: string;
  readonly included?: string;
  readonly unitPrice?: string;
  readonly tiers?: Tiers;
}

/** Steps in ascending order, the last without `upTo`. */
export interface Tiers {
  readonly mode: 'graduated' | 'volume';
  readonly steps: readonly { readonly upTo?: string; readonly unitPrice: string }[];
}

/** Vercel's metadata schema: the form that a customer fills in. */
export interface MetadataSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, MetadataProperty>>;
  readonly required?: readonly string[];
}

/** Restrictions of one value, in the words of JSON schema. */
export interface ValueKeywords {
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** Elements of Vercel's forms. */
export type MetadataControl =
  | 'input'
  | 'toggle'
  | 'slider'
  | 'select'
  | 'multi-select'
  | 'vercel-region'
  | 'multi-vercel-region'
  | 'domain'
  | 'git-namespace';

/** One field of the form. */
export interface MetadataProperty extends ValueKeywords {
  readonly type: 'string' | 'number' | 'boolean' | 'array';
  readonly 'ui:control': MetadataControl;
  readonly 'ui:options'?: readonly MetadataOption[];
  readonly 'ui:read-only'?: When;
  readonly default?: unknown;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: ValueKeywords & { readonly type: 'string' | 'number' };
}

/** When something applies: always, in one of the two forms, or as an expression that only Vercel evaluates. */
type When = boolean | 'create' | 'update' | { readonly expr: string };

/** A choice; the plain text is allowed for regions, which Vercel labels itself. */
export type MetadataOption = string | { readonly value: string; readonly label?: string; readonly disabled?: When };
