/** What is left of the credits of a resource, or of the installation. */
export class BalanceResponse {
  /** Absent: the installation's own. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId?: string;
  /** Whole cents; below zero: more was used than paid for. @example 1000 */
  readonly currencyValueInCents: number;
}

/** All balances; the newest timestamp wins. */
export class ProvisionPurchaseResponse {
  /** ISO 8601, by the provider's clock. @example 2026-01-31T09:30:00.000Z */
  readonly timestamp: string;
  /** One for each resource with credits of its own. */
  readonly balances: BalanceResponse[];
}
