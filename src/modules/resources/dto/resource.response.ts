import { BillingPlanResponse } from '../../catalog/index.js';
import { NotificationResponse } from '../../notifications/index.js';

/** A resource as Vercel reads it, without secrets. */
export class ResourceResponse {
  /** Our id of it. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly id: string;
  /** Slug of the product. */
  readonly productId: string;
  readonly name: string;
  /** Shaped by the product's metadata schema. */
  readonly metadata: object;
  readonly status: 'ready' | 'pending' | 'onboarding' | 'suspended' | 'resumed' | 'uninstalled' | 'error';
  /** The whole plan. */
  readonly billingPlan?: BillingPlanResponse;
  /** Only of what the customer had before and has linked: it is not billed through Vercel. */
  readonly ownership?: 'linked';
  /** Settings between Vercel and the provider. */
  readonly protocolSettings?: object;
  /** What is shown beside it; absent when there is nothing. */
  readonly notification?: NotificationResponse;
}

/** One secret in the clear; it becomes an environment variable. */
export class SecretResponse {
  /** @example POSTGRES_URL */
  readonly name: string;
  readonly value: string;
}

/** Answer of `POST …/resources`: the only one of the resource itself that has its secrets. */
export class ProvisionResourceResponse extends ResourceResponse {
  readonly secrets: SecretResponse[];
}

/** Answer of `GET …/resources`. */
export class ResourceListResponse {
  readonly resources: ResourceResponse[];
}
