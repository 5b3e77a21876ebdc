/** What a customer pays less, after what the plans take off. */
export class AdminCustomerDiscountResponse {
  /** Its own id. @example 5f1cde2a-6a53-4a5f-9f57-8a4d1a7be0a9 */
  readonly id: string;
  /** As it stands on invoices. @example "Launch offer" */
  readonly name: string;
  /** Absent: on every plan. @example pro */
  readonly planId?: string;
  /** Of what the discounts before it have left. @example "10" */
  readonly percentage?: string;
  /** Dollars for each resource, plan and period. @example "5.00" */
  readonly amount?: string;
  /** ISO 8601; it counts in every period that it has a part in, as a whole. @example 2026-01-31T12:00:00.000Z */
  readonly startsAt: string;
  /** ISO 8601; absent: until somebody ends it. @example 2026-01-31T12:00:00.000Z */
  readonly endsAt?: string;
}

/** A page of discounts, those that have ended included. */
export class AdminCustomerDiscountsResponse {
  /** Those of this page. */
  readonly discounts: AdminCustomerDiscountResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
