import { IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

/** Body of `POST /admin/v1/installations/{id}/billing/adjustments`. */
export class AdjustmentRequest {
  /** Dollars to give; with a minus, to take. @example -1.50 */
  @IsString()
  @Matches(/^-?(?=.*[1-9])\d{1,9}(?:\.\d{1,2})?$/, {
    message: 'must be an amount of dollars with at most two decimals, not zero',
  })
  readonly amount: string;

  /** Absent: the installation. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  readonly resourceId?: string;

  /** Why. @example "Asked for by the customer in ticket 4711" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  readonly reason: string;
}
