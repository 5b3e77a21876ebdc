import { Injectable } from '@nestjs/common';
import {
  defineJob,
  DueJobs,
  everySeconds,
  HandlesJob,
  type JobHandler,
  type TickData,
} from '../../../platform/jobs/index.js';
import { InstallationPushRepository } from '../installation-push.repository.js';
import { PUSH_INSTALLATION } from './push-installation.definition.js';

/** Finds what Vercel has still to hear of installations, and nobody is telling. */
const PUSH_DUE = everySeconds(15, defineJob<TickData>('installations.push-due', 'bulk'));

/** Only places jobs, so that one installation in trouble holds up no other. */
@Injectable()
@HandlesJob(PUSH_DUE)
export class PushDueInstallations implements JobHandler<TickData> {
  constructor(
    private readonly pushes: InstallationPushRepository,
    private readonly due: DueJobs,
  ) {}

  run(): Promise<void> {
    return this.due.place((now, next, limit) => this.pushes.takeDue(now, next, limit), {
      job: PUSH_INSTALLATION,
      dataOf: ({ installationId }) => ({ installationId }),
      nameOf: ({ installationId }) => installationId,
    });
  }
}
