import { IsNumber, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';
import { ReasonRequest } from './reason.request.js';

const MOST_HOURS = 720;

/** Body of `POST /admin/v1/resources/{resourceId}/rotate`. */
export class RotateRequest extends ReasonRequest {
  /**
   * For how many hours the present secrets go on working once Vercel holds the new ones, fractions allowed; as long as the product allows when
   * absent, since Vercel does not redeploy for a rotation that it did not ask for. 0 shuts them at once.
   * @example 24
   */
  @MayBeAbsent()
  @Max(MOST_HOURS)
  @Min(0)
  @IsNumber({ allowNaN: false, allowInfinity: false })
  readonly delayHours?: number;
}
