import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

/** Body of `POST /admin/v1/invoices/{id}/refunds`. */
export class RefundRequest {
  /** Dollars, at most what is left of the invoice. @example 5.00 */
  @IsString()
  @Matches(/^(?=.*[1-9])\d{1,9}(?:\.\d{1,2})?$/, {
    message: 'must be an amount of dollars with at most two decimals, above zero',
  })
  readonly amount: string;

  /** Why; Vercel is told it. @example "Asked for by the customer in ticket 4711" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  readonly reason: string;
}
