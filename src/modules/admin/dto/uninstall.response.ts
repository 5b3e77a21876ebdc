/** A resource that the product has not let go of. */
export class AdminHeldResourceResponse {
  /** The resource's id. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly id: string;
  /** Id of the product in the catalog. @example postgres */
  readonly productId: string;
  /** ISO 8601; since when it is being removed; absent while it waits for the money. @example 2026-01-31T12:00:00.000Z */
  readonly since?: string;
  /** How often the product has failed to remove it. @example 2 */
  readonly attempts: number;
  /** Why it failed the last time. @example connection refused */
  readonly problem?: string;
  /** ISO 8601; when it is put to the product again at the latest. @example 2026-01-31T12:00:00.000Z */
  readonly nextAttemptAt?: string;
}

/** An uninstall that is under way. */
export class AdminUninstallResponse {
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** `settling` comes before `removing` where the customer asked to keep the resources until everything is paid. @example settling */
  readonly stage: 'requested' | 'removing' | 'settling';
  /** ISO 8601; since when it is in this stage. @example 2026-01-31T12:00:00.000Z */
  readonly since: string;
  /** What the stage waits for. @example 2 invoices that are not paid */
  readonly waitsFor?: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly requestedAt: string;
  /** How it was asked for. @example delete */
  readonly origin: 'delete' | 'webhook' | 'reconciliation';
  /** Why, in Vercel's words. @example uninstalled-by-user */
  readonly reason?: string;
  /** ISO 8601; until when final invoices may be sent. @example 2026-01-31T12:00:00.000Z */
  readonly windowClosesAt: string;
  /** ISO 8601; when it is looked at again at the latest. @example 2026-01-31T12:00:00.000Z */
  readonly nextLookAt: string;
  /** How many resources the product still holds. @example 1 */
  readonly resourcesLeft: number;
  /** At most 20 of them, those in trouble first. */
  readonly resources: AdminHeldResourceResponse[];
}

/** A page of uninstalls that are under way. */
export class AdminUninstallsResponse {
  /** Those of this page. */
  readonly uninstalls: AdminUninstallResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
