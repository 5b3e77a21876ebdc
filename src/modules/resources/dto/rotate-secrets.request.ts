import { IsNumber, IsString, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';

const MOST_HOURS = 720;

/** Body of `POST …/resources/{resourceId}/secrets/rotate`; it may be left out. */
export class RotateSecretsRequest {
  /** Why; kept in the audit log. @example an employee has left */
  @MayBeAbsent()
  @IsString()
  @MaxLength(1_024)
  readonly reason?: string;

  /** For how many hours the present secrets go on working, fractions allowed; 0 when absent. The product may allow less. @example 24 */
  @MayBeAbsent()
  @Max(MOST_HOURS)
  @Min(0)
  @IsNumber({ allowNaN: false, allowInfinity: false })
  readonly delayOldSecretsExpirationHours?: number;
}
