/** What a customer pays less, after what the plans take off. */
export class AdminCustomerDiscountResponse {
  readonly id: string;
  /** As it stands on invoices. */
  readonly name: string;
  /** Absent: on every plan. */
  readonly planId?: string;
  /** Of what the discounts before it have left. */
  readonly percentage?: string;
  /** Dollars for each resource, plan and period. */
  readonly amount?: string;
  /** ISO 8601; it counts in every period that it has a part in, as a whole. */
  readonly startsAt: string;
  /** ISO 8601; absent: until somebody ends it. */
  readonly endsAt?: string;
}

/** A page of discounts, those that have ended included. */
export class AdminCustomerDiscountsResponse {
  readonly discounts: AdminCustomerDiscountResponse[];
  /** Cursor of the next page; absent on the last. */
  readonly next?: string;
}
