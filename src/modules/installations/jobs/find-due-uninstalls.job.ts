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
import { UninstallRepository } from '../uninstall.repository.js';
import { ADVANCE_UNINSTALL } from './advance-uninstall.definition.js';

const BATCH = 500;
const LOOK_AGAIN_SECONDS = 300;

/** Finds uninstalls whose window has closed or on which something was lost. */
const FIND_DUE = everySeconds(15, defineJob<TickData>('installations.find-due-uninstalls', 'bulk'));

/** Only places jobs, so that one installation that cannot go holds up no other. */
@Injectable()
@HandlesJob(FIND_DUE)
export class FindDueUninstalls implements JobHandler<TickData> {
  constructor(
    private readonly uninstalls: UninstallRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    while ((await this.unitOfWork.run(() => this.placeBatch())) === BATCH);
  }

  private async placeBatch(): Promise<number> {
    const due = await this.uninstalls.takeDue(this.clock.now(), this.clock.inSeconds(LOOK_AGAIN_SECONDS), BATCH);
    for (const installationId of due)
      await this.jobs.enqueue(ADVANCE_UNINSTALL, { installationId }, { onceQueuedAs: installationId });
    return due.length;
  }
}
