/** A resource that the product has not let go of. */
export class AdminHeldResourceResponse {
  readonly id: string;
  readonly productId: string;
  /** ISO 8601; since when it is being removed; absent while it waits for the money. */
  readonly since?: string;
  /** How often the product has failed to remove it. */
  readonly attempts: number;
  /** Why it failed the last time. */
  readonly problem?: string;
  /** ISO 8601; when it is put to the product again at the latest. */
  readonly nextAttemptAt?: string;
}

/** An uninstall that is under way. */
export class AdminUninstallResponse {
  /** @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** `settling` comes before `removing` where the customer asked to keep the resources until everything is paid. */
  readonly stage: 'requested' | 'removing' | 'settling';
  /** ISO 8601; since when it is in this stage. */
  readonly since: string;
  /** What the stage waits for. */
  readonly waitsFor?: string;
  /** ISO 8601. */
  readonly requestedAt: string;
  /** How it was asked for. */
  readonly origin: 'delete' | 'webhook' | 'reconciliation';
  /** Why, in Vercel's words. */
  readonly reason?: string;
  /** ISO 8601; until when final invoices may be sent. */
  readonly windowClosesAt: string;
  /** ISO 8601; when it is looked at again at the latest. */
  readonly nextLookAt: string;
  /** How many resources the product still holds. */
  readonly resourcesLeft: number;
  /** At most 20 of them, those in trouble first. */
  readonly resources: AdminHeldResourceResponse[];
}

/** A page of uninstalls that are under way. */
export class AdminUninstallsResponse {
  readonly uninstalls: AdminUninstallResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
