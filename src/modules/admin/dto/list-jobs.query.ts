import { IsIn, IsISO8601 } from 'class-validator';
import { MayBeAbsent, MayName, PageQuery } from '../../../platform/http/index.js';
import { JOB_STATES, LANES, type JobState, type Lane } from '../../../platform/jobs/index.js';

/** What `GET /admin/v1/jobs/dead` can be asked for. */
export class ListDeadLettersQuery extends PageQuery {
  /** Where it came from. @example bulk */
  @MayBeAbsent()
  @IsIn(LANES)
  readonly lane?: Lane;

  /** Its kind. @example resources.bring-forward */
  @MayName('the name of a kind of job')
  readonly name?: string;

  /** ISO 8601: given up before that. @example 2026-01-31T00:00:00Z */
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  readonly before?: string;
}

/** What `GET /admin/v1/jobs` can be asked for. */
export class ListJobsQuery extends PageQuery {
  /** `customer`: somebody waits for it; `bulk`: nobody does. @example customer */
  @MayBeAbsent()
  @IsIn(LANES)
  readonly lane?: Lane;

  /** How far it is. @example waiting */
  @MayBeAbsent()
  @IsIn(JOB_STATES)
  readonly state?: JobState;

  /** Its kind. @example resources.bring-forward */
  @MayName('the name of a kind of job')
  readonly name?: string;
}
