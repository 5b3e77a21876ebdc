import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Events } from '../../../platform/events/index.js';
import { HandlesJob, type JobHandler } from '../../../platform/jobs/index.js';
import { InstallationReachable } from '../installation.events.js';
import { RESUME_PUSHES } from './resume-pushes.definition.js';

/** A job of its own, since it locks what waits of every resource: nobody who holds other locks should. */
@Injectable()
@HandlesJob(RESUME_PUSHES)
export class ResumePushes implements JobHandler<{ installationId: string }> {
  constructor(
    private readonly events: Events,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  run({ installationId }: { installationId: string }): Promise<void> {
    return this.unitOfWork.run(() => this.events.publish(new InstallationReachable(installationId)));
  }
}
