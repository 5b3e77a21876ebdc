import { IsIn, IsISO8601, IsString, Matches } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';
import { LANES, type Lane } from '../../../platform/jobs/index.js';
import { ReasonRequest } from './reason.request.js';

/** Which dead letters are meant, and why something is done to them; without a filter all of them. */
export class DeadLettersRequest extends ReasonRequest {
  /** Where they came from. @example bulk */
  @MayBeAbsent()
  @IsIn(LANES)
  readonly lane?: Lane;

  /** Their kind. @example resources.bring-forward */
  @MayBeAbsent()
  @IsString()
  @Matches(/^[\x21-\x7e]{1,256}$/, { message: 'must be the name of a kind of job' })
  readonly name?: string;

  /** ISO 8601: given up before that. @example 2026-01-31T00:00:00Z */
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  readonly before?: string;
}
