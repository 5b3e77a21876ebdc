import { IsIn } from 'class-validator';
import { MayBeAbsent } from '../../../platform/http/index.js';
import { RUN_CAUSES, RUN_OUTCOMES, type RunCause, type RunOutcome } from '../../installations/index.js';
import { OfInstallationQuery } from './list-tenants.query.js';

/** What `GET /admin/v1/reconciliation/runs` can be asked for. */
export class ListRunsQuery extends OfInstallationQuery {
  /** What began it. @example operator */
  @MayBeAbsent()
  @IsIn(RUN_CAUSES)
  readonly cause?: RunCause;

  /** How it ended. @example refused */
  @MayBeAbsent()
  @IsIn(RUN_OUTCOMES)
  readonly outcome?: RunOutcome;
}
