import { Injectable } from '@nestjs/common';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../platform/jobs/index.js';
import { UninstallRepository } from '../uninstall.repository.js';
import { ADVANCE_UNINSTALL } from './advance-uninstall.definition.js';

/** Finds uninstalls whose window has closed or on which something was lost. */
const FIND_DUE = everySeconds(15, defineJob<TickData>('installations.find-due-uninstalls', 'bulk'));

/** Only places jobs, so that one installation that cannot go holds up no other. */
@Injectable()
@HandlesJob(FIND_DUE)
export class FindDueUninstalls implements JobHandler<TickData> {
  constructor(
    private readonly uninstalls: UninstallRepository,
    private readonly due: DueJobs,
  ) {}

  run(): Promise<void> {
    return this.due.place((now, next, limit) => this.uninstalls.takeDue(now, next, limit), {
      job: ADVANCE_UNINSTALL,
      dataOf: (installationId) => ({ installationId }),
      nameOf: (installationId) => installationId,
    });
  }
}
