import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { PlanLimits } from '../plan-limits.service.js';
import { REVIEW_LIMITS } from './bring-forward.definition.js';

/** After a purchase; after everything else that changes how much of a limit is used, `resources.bring-forward` does the same. */
@Injectable()
@HandlesJob(REVIEW_LIMITS)
export class ReviewLimits implements JobHandler<{ readonly installationId: string }> {
  constructor(private readonly limits: PlanLimits) {}

  run({ installationId }: { readonly installationId: string }): Promise<void> {
    return this.limits.review(installationId);
  }
}
