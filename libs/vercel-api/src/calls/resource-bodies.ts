import type { ImportResourceRequestBody } from '@vercel/sdk/models/importresourceop.js';
import type { UpdateResourceRequestBody } from '@vercel/sdk/models/updateresourceop.js';
import type { UpdateResourceSecretsByIdRequestBody } from '@vercel/sdk/models/updateresourcesecretsbyidop.js';
import type { BillingPlan, Metadata, Notification, ResourceStatus, WireSecret } from '#libs/vercel-contract';
import { sdkPlan } from './sdk-plan.js';

/** Secrets in the clear; without `partial` they replace all that Vercel holds. */
export interface SecretsUpdate {
  readonly secrets: readonly WireSecret[];
  readonly partial?: boolean;
}

/** A resource to be imported (`vercel-api.md` 2.3). */
export interface ResourceImport {
  readonly productId: string;
  readonly name: string;
  readonly status: ResourceStatus;
  readonly ownership?: 'owned' | 'linked' | 'sandbox';
  readonly metadata?: Metadata;
  readonly billingPlan?: BillingPlan;
  readonly notification?: Notification;
  readonly secrets?: readonly WireSecret[];
}

/** What changed of a resource; absent keys stay as they are. */
export interface ResourceUpdate {
  readonly name?: string;
  readonly status?: ResourceStatus;
  readonly metadata?: Metadata;
  readonly billingPlan?: BillingPlan;
  readonly notification?: Notification | null;
  /** Vercel wants `partial` said here. */
  readonly secrets?: Required<SecretsUpdate>;
}

/** The same for the SDK. */
export function sdkImport({ billingPlan, metadata, secrets, ...rest }: ResourceImport): ImportResourceRequestBody {
  return {
    ...rest,
    ...(billingPlan && { billingPlan: sdkPlan(billingPlan) }),
    ...(metadata && { metadata: { ...metadata } }),
    ...(secrets && { secrets: secrets.map((secret) => ({ ...secret })) }),
  };
}

/** The same for the SDK, its nulls taken out. */
export function sdkUpdate(update: {
  readonly [Key in keyof ResourceUpdate]: Exclude<ResourceUpdate[Key], null>;
}): UpdateResourceRequestBody {
  const { billingPlan, metadata, secrets, ...rest } = update;
  return {
    ...rest,
    ...(billingPlan && { billingPlan: sdkPlan(billingPlan) }),
    ...(metadata && { metadata: { ...metadata } }),
    ...(secrets && { secrets: { ...sdkSecrets(secrets), partial: secrets.partial } }),
  };
}

/** The same for the SDK. */
export function sdkSecrets({ secrets, ...rest }: SecretsUpdate): UpdateResourceSecretsByIdRequestBody {
  return { ...rest, secrets: secrets.map((secret) => ({ ...secret })) };
}

/** Every value that must not be seen. */
export function secretValues(given: SecretsUpdate | readonly WireSecret[] | undefined): readonly string[] {
  if (given === undefined) return [];
  const secrets = 'secrets' in given ? given.secrets : given;
  return secrets.flatMap(({ value, environmentOverrides }) => [value, ...Object.values(environmentOverrides ?? {})]);
}
