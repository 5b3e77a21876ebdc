/** A resource as operators see it. */
export class AdminResourceResponse {
  /** Our id, under which Vercel has it too. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly id: string;
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Id of the product in the catalog. @example postgres */
  readonly productId: string;
  /** Id of the plan in the catalog. @example pro */
  readonly billingPlanId: string;
  /** `linked`: the customer had it before, and it is not billed through Vercel. @example owned */
  readonly ownership: 'owned' | 'linked';
  /** As the customer calls it. @example orders */
  readonly name: string;
  /** `placed`: promised, not yet confirmed by the product; `removed`: only the fact is left. The others are Vercel's words. @example ready */
  readonly state: 'placed' | 'pending' | 'onboarding' | 'ready' | 'suspended' | 'error' | 'removing' | 'removed';
  /** Where it came from, as Vercel told at provisioning. @example account-1001 */
  readonly externalId?: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly createdAt: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly removedAt?: string;
}

/** A page of resources. */
export class AdminResourcesResponse {
  /** Those of this page. */
  readonly resources: AdminResourceResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
