/** A resource as operators see it. */
export class AdminResourceResponse {
  /** @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly id: string;
  readonly installationId: string;
  readonly productId: string;
  readonly billingPlanId: string;
  /** `linked`: the customer had it before, and it is not billed through Vercel. */
  readonly ownership: 'owned' | 'linked';
  readonly name: string;
  readonly state: 'placed' | 'pending' | 'onboarding' | 'ready' | 'suspended' | 'error' | 'removing' | 'removed';
  /** Where it came from, as Vercel told at provisioning. */
  readonly externalId?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly removedAt?: string;
}

/** A page of resources. */
export class AdminResourcesResponse {
  readonly resources: AdminResourceResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
