/** An installation as operators see it. */
export class AdminInstallationResponse {
  /** Vercel's id. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly id: string;
  /** `marketplace`: bought at Vercel; `connected`: an account that was connected by the redirect flow. @example marketplace */
  readonly kind: 'marketplace' | 'connected';
  /** @example active */
  readonly state: 'active' | 'uninstalling' | 'uninstalled';
  /** Vercel's id of the account. */
  readonly accountId: string;
  readonly accountName?: string;
  /** Installation page in the Vercel dashboard. */
  readonly accountUrl: string;
  /** Plan of the whole installation; absent when resources have their own. */
  readonly billingPlanId?: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601; since when it is being removed. */
  readonly uninstallRequestedAt?: string;
}

/** A page of installations. */
export class AdminInstallationsResponse {
  readonly installations: AdminInstallationResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
