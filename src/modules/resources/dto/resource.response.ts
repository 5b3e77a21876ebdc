import { BillingPlanResponse } from '../../catalog/index.js';
import { NotificationResponse } from '../../notifications/index.js';

/** A resource as Vercel reads it, without secrets. */
export class ResourceResponse {
  /** Our id of it. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly id: string;
  /** Slug of the product. @example postgres */
  readonly productId: string;
  /** As the customer knows it. @example orders */
  readonly name: string;
  /** Shaped by the product's metadata schema. @example {"region": "iad1"} */
  readonly metadata: object;
  /** Where it stands; only a `ready` one can be used. @example ready */
  readonly status: 'ready' | 'pending' | 'onboarding' | 'suspended' | 'resumed' | 'uninstalled' | 'error';
  /** The whole plan. */
  readonly billingPlan?: BillingPlanResponse;
  /** Only of what the customer had before and has linked: it is not billed through Vercel. @example linked */
  readonly ownership?: 'linked';
  /** Settings between Vercel and the provider. @example {"experimentation": {"edgeConfigId": "ecfg_k3yq8hzt0mwp1v4x"}} */
  readonly protocolSettings?: object;
  /** What is shown beside it; absent when there is nothing. */
  readonly notification?: NotificationResponse;
}

/** One secret in the clear; it becomes an environment variable. */
export class SecretResponse {
  /** Of the environment variable. @example POSTGRES_URL */
  readonly name: string;
  /** In the clear. @example postgres://orders:s3cret@db.product.example:5432/orders */
  readonly value: string;
}

/** Answer of `POST …/resources`: the only one of the resource itself that has its secrets. */
export class ProvisionResourceResponse extends ResourceResponse {
  /** What the project needs to use it, an environment variable each. */
  readonly secrets: SecretResponse[];
}

/** Answer of `GET …/resources`. */
export class ResourceListResponse {
  /** Those that are not gone, oldest first. */
  readonly resources: ResourceResponse[];
}
