import { IsIn, IsString, Matches } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';
import { JOB_STATES, LANES, type JobState, type Lane } from '../../../platform/jobs/index.js';

/** Which page of a list of jobs. */
export class ListDeadLettersQuery {
  /** `next` of the page before. */
  @MayBeAbsent()
  @IsString()
  readonly cursor?: string;

  /** 1 to 200, 50 when absent. */
  @MayBeAbsent()
  @IsString()
  readonly limit?: string;
}

/** What `GET /admin/v1/jobs` can be asked for. */
export class ListJobsQuery extends ListDeadLettersQuery {
  @MayBeAbsent()
  @IsIn(LANES)
  readonly lane?: Lane;

  @MayBeAbsent()
  @IsIn(JOB_STATES)
  readonly state?: JobState;

  /** Its kind. @example resources.bring-forward */
  @MayBeAbsent()
  @Matches(/^[\x21-\x7e]{1,256}$/, { message: 'must be the name of a kind of job' })
  readonly name?: string;
}
