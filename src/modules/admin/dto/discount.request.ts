import { IsISO8601, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

/** Body of `POST /admin/v1/installations/{id}/billing/discounts`; with either a percentage or an amount. */
export class DiscountRequest {
  /** As it stands on invoices. @example "Launch offer" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  readonly name: string;

  /** Absent: on every plan. @example pro */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  readonly planId?: string;

  /** Of what the discounts before it have left. @example "10" */
  @MayBeAbsent()
  @IsString()
  @Matches(/^(?=.*[1-9])(?:100|[1-9]?\d(?:\.\d{1,4})?)$/, {
    message: 'must be a percentage above 0, with at most four decimals',
  })
  readonly percentage?: string;

  /** Dollars for each resource, plan and period, at most what is left. @example "5.00" */
  @MayBeAbsent()
  @IsString()
  @Matches(/^(?=.*[1-9])\d{1,9}(?:\.\d{1,2})?$/, {
    message: 'must be an amount of dollars with at most two decimals, above zero',
  })
  readonly amount?: string;

  /** ISO 8601; absent: until somebody ends it. @example 2026-01-31T12:00:00.000Z */
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  readonly endsAt?: string;

  /** Why. @example "Asked for by the customer in ticket 4711" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  readonly reason: string;
}
