import type { BillingPlan } from '#libs/vercel-contract';

/** A plan as the SDK takes it. */
interface SdkPlan {
  readonly id: string;
  readonly type: BillingPlan['type'];
  readonly name: string;
  readonly additionalProperties: { [key: string]: unknown };
}

/** A plan for the SDK, which lets through what it does not know only under a key of its own. */
export function sdkPlan({ id, type, name, ...rest }: BillingPlan): SdkPlan {
  return { id, type, name, additionalProperties: { ...rest } };
}
