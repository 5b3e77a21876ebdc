import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import {
  defineJob,
  everySeconds,
  HandlesJob,
  type JobHandler,
  Jobs,
  type TickData,
} from '../../../platform/jobs/index.js';
import { InstallationPushRepository } from '../installation-push.repository.js';
import { PUSH_INSTALLATION } from './push-installation.definition.js';

const BATCH = 500;
const LOOK_AGAIN_SECONDS = 300;

/** Finds what Vercel has still to hear of installations, and nobody is telling. */
const PUSH_DUE = everySeconds(15, defineJob<TickData>('installations.push-due', 'bulk'));

/** Only places jobs, so that one installation in trouble holds up no other. */
@Injectable()
@HandlesJob(PUSH_DUE)
export class PushDueInstallations implements JobHandler<TickData> {
  constructor(
    private readonly pushes: InstallationPushRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    let taken: number;
    do taken = await this.unitOfWork.run(() => this.placeBatch());
    while (taken === BATCH);
  }

  private async placeBatch(): Promise<number> {
    const due = await this.pushes.takeDue(this.clock.now(), this.clock.inSeconds(LOOK_AGAIN_SECONDS), BATCH);
    for (const { installationId } of due)
      await this.jobs.enqueue(PUSH_INSTALLATION, { installationId }, { onceQueuedAs: installationId });
    return due.length;
  }
}
