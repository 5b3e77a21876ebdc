import { Injectable } from '@nestjs/common';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { InstallationSubject } from '../installation-subject.js';
import { PushDelivery } from '../push-delivery.js';
import { PUSH_INSTALLATION } from './push-installation.definition.js';

/** Goes by what is outstanding when it runs, whoever placed it. */
@Injectable()
@HandlesJob(PUSH_INSTALLATION)
export class PushInstallation implements JobHandler<{ installationId: string }> {
  constructor(
    private readonly delivery: PushDelivery,
    private readonly subject: InstallationSubject,
  ) {}

  run({ installationId }: { installationId: string }): Promise<void> {
    return this.delivery.deliver(this.subject.of(installationId));
  }
}
