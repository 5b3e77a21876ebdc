/** An installation as operators see it. */
export class AdminInstallationResponse {
  /** Vercel's id. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly id: string;
  /** `marketplace`: bought at Vercel; `connected`: an account that was connected by the redirect flow. @example marketplace */
  readonly kind: 'marketplace' | 'connected';
  /** `uninstalling`: the team has asked for it, and not everything is gone yet. @example active */
  readonly state: 'active' | 'uninstalling' | 'uninstalled';
  /** Vercel's id of the account. @example team_uKC5DfjlRk2XVYkW0v3v2Q1m */
  readonly accountId: string;
  /** The team's name. @example Acme */
  readonly accountName?: string;
  /** Installation page in the Vercel dashboard. @example https://vercel.com/acme/~/integrations/acme-db/icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly accountUrl: string;
  /** Plan of the whole installation; absent when resources have their own. @example pro */
  readonly billingPlanId?: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly createdAt: string;
  /** ISO 8601; since when it is being removed. @example 2026-01-31T12:00:00.000Z */
  readonly uninstallRequestedAt?: string;
}

/** A page of installations. */
export class AdminInstallationsResponse {
  /** Those of this page. */
  readonly installations: AdminInstallationResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
