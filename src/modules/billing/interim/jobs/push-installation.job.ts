import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobContext, type JobHandler } from '../../../../platform/jobs/index.js';
import { InterimData } from '../interim-data.service.js';
import { PUSH_INSTALLATION_BILLING } from './push-installation.definition.js';

/** Finds nothing to do when the tick was faster. Where its first try has come to nothing, the second does not wait for its lease to end. */
@Injectable()
@HandlesJob(PUSH_INSTALLATION_BILLING)
export class PushInstallationBilling implements JobHandler<{ installationId: string }> {
  constructor(private readonly interim: InterimData) {}

  run({ installationId }: { installationId: string }, { attempt }: Pick<JobContext, 'attempt'>): Promise<void> {
    return this.interim.tell(installationId, attempt === 1 ? 'due' : 'now');
  }
}
