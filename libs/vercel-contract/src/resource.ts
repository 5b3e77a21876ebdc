import type { BillingPlan } from './billing-plan.js';
import type { Metadata } from './metadata.js';
import type { Notification } from './notification.js';
import type { WireSecret } from './secret.js';

/** Every status of a resource, and of an installation, in the order of Vercel's reference. */
export const RESOURCE_STATUSES = [
  'ready',
  'pending',
  'onboarding',
  'suspended',
  'resumed',
  'uninstalled',
  'error',
] as const;

/** Status of a resource or an installation. */
export type ResourceStatus = (typeof RESOURCE_STATUSES)[number];

/** Protocol settings in Vercel's requests; a present `edgeConfigId` switches syncing on. */
export interface ProtocolSettingsRequest {
  readonly experimentation?: { readonly edgeConfigId?: string };
}

/** Protocol settings in the provider's answers. */
export interface ProtocolSettings {
  readonly experimentation?: {
    readonly edgeConfigSyncingEnabled?: boolean;
    readonly edgeConfigId?: string;
    readonly edgeConfigTokenId?: string;
  };
}

/** Body of `POST …/resources`. */
export interface ProvisionResourceRequest {
  readonly productId: string;
  readonly name: string;
  readonly metadata: Metadata;
  readonly billingPlanId: string;
  readonly externalId?: string;
  readonly protocolSettings?: ProtocolSettingsRequest;
}

/** Body of `PATCH …/resources/{id}`: only the keys present are to be changed. */
export interface UpdateResourceRequest {
  readonly name?: string;
  readonly metadata?: Metadata;
  readonly billingPlanId?: string;
  readonly status?: ResourceStatus;
  readonly protocolSettings?: ProtocolSettingsRequest;
}

/** A resource without secrets; `billingPlan` may be missing only under installation-level billing. */
export interface ResourceBody {
  readonly id: string;
  readonly productId: string;
  readonly name: string;
  readonly metadata: Metadata;
  readonly status: ResourceStatus;
  readonly billingPlan?: BillingPlan;
  /** Beyond Vercel's contract, which takes other keys: only where it is not billed through Vercel. */
  readonly ownership?: 'linked';
  readonly notification?: Notification;
  readonly protocolSettings?: ProtocolSettings;
}

/** Answer of `POST …/resources`, the only one of the resource endpoints that carries the (final) secrets. */
export interface ProvisionResourceResponse extends ResourceBody {
  readonly secrets: readonly WireSecret[];
}

/** Answer of `GET …/resources`. */
export interface ListResourcesResponse {
  readonly resources: readonly ResourceBody[];
}
