/** Why something is out of use. */
export class SuspensionResponse {
  /** Whose word it is; only the same can take it back. */
  readonly cause: 'operator' | 'billing' | 'credits';
  /** What the customer reads. */
  readonly message: string;
  /** ISO 8601. */
  readonly since: string;
}

/** Whether an installation is in use. */
export class InstallationStandingResponse {
  /** @example icfg_9bceb8ccT32d3U417ezb5c8p */
  readonly installationId: string;
  /** Of the installation itself; none: it is in use. */
  readonly suspensions: SuspensionResponse[];
}

/** Whether a resource is in use, and what its product has yet to do. */
export class ResourceStandingResponse extends InstallationStandingResponse {
  /** @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId: string;
  readonly state: 'placed' | 'pending' | 'onboarding' | 'ready' | 'suspended' | 'error' | 'removing' | 'removed';
  /** Of this resource alone, beside those of its installation. */
  readonly resourceSuspensions: SuspensionResponse[];
  /** What the product is to be asked for next; absent: nothing. */
  readonly outstanding?: 'suspend' | 'resume' | 'transfer' | 'update';
  /** What the product has refused, and is asked for again after a change or a retry. */
  readonly refused: string[];
}
