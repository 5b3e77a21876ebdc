import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../../platform/jobs/index.js';
import { BillingProgress } from '../billing-progress.service.js';
import { BRING_BILLING_FORWARD } from './bring-billing-forward.definition.js';

/** Goes by what is due when it runs, whoever placed it. */
@Injectable()
@HandlesJob(BRING_BILLING_FORWARD)
export class BringBillingForward implements JobHandler<{ readonly installationId: string }> {
  constructor(private readonly progress: BillingProgress) {}

  run({ installationId }: { readonly installationId: string }): Promise<void> {
    return this.progress.bringForward(installationId);
  }
}
