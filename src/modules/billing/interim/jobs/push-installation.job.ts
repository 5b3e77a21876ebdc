import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../../platform/jobs/index.js';
import { InterimData } from '../interim-data.service.js';
import { PUSH_INSTALLATION_BILLING } from './push-installation.definition.js';

/** Finds nothing to do when the tick was faster. */
@Injectable()
@HandlesJob(PUSH_INSTALLATION_BILLING)
export class PushInstallationBilling implements JobHandler<{ installationId: string }> {
  constructor(private readonly interim: InterimData) {}

  run({ installationId }: { installationId: string }): Promise<void> {
    return this.interim.tellDue(installationId);
  }
}
