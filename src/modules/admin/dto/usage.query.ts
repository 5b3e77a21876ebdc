import { IsISO8601 } from 'class-validator';
import { MayBeAbsent, MayName, PageQuery } from '../../../platform/http/index.js';

/** Which usage of an installation is meant. */
export class UsageQuery extends PageQuery {
  /** Of one resource; absent: of all, and of the installation itself. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  @MayName('the id of a resource')
  readonly resourceId?: string;

  /** ISO 8601, inclusive; absent: the start of the present billing period. @example 2026-01-01T00:00:00Z */
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  readonly from?: string;

  /** ISO 8601, exclusive, at most 100 days after `from`; absent: the end of the present billing period. @example 2026-02-01T00:00:00Z */
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  readonly to?: string;
}
