/** Why something is out of use. */
export class SuspensionResponse {
  /** Whose word it is; only the same can take it back. @example operator */
  readonly cause: 'operator' | 'billing' | 'credits';
  /** What the customer reads. @example "An invoice is overdue." */
  readonly message: string;
  /** ISO 8601. @example 2026-01-31T12:00:00.000Z */
  readonly since: string;
}

/** Whether an installation is in use. */
export class InstallationStandingResponse {
  /** Whose it is. @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Of the installation itself; none: it is in use. */
  readonly suspensions: SuspensionResponse[];
}

/** Whether a resource is in use, and what its product has yet to do. */
export class ResourceStandingResponse extends InstallationStandingResponse {
  /** Which resource it is about. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId: string;
  /** `placed`: promised, not yet confirmed by the product; `removed`: only the fact is left. The others are Vercel's words. @example suspended */
  readonly state: 'placed' | 'pending' | 'onboarding' | 'ready' | 'suspended' | 'error' | 'removing' | 'removed';
  /** Of this resource alone, beside those of its installation. */
  readonly resourceSuspensions: SuspensionResponse[];
  /** What the product is to be asked for next; absent: nothing. @example suspend */
  readonly outstanding?: 'suspend' | 'resume' | 'transfer' | 'update';
  /** What the product has refused, and is asked for again after a change or a retry. @example ["update"] */
  readonly refused: string[];
}
