/** What is left of the credits of a resource, or of the installation. */
export class BalanceResponse {
  /** Absent: the installation's own. */
  readonly resourceId?: string;
  /** Whole cents; below zero: more was used than paid for. @example 1000 */
  readonly currencyValueInCents: number;
}

/** All balances; the newest timestamp wins. */
export class ProvisionPurchaseResponse {
  /** ISO 8601, by the provider's clock. */
  readonly timestamp: string;
  readonly balances: BalanceResponse[];
}
