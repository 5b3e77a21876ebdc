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
import { InstallationRepository } from '../installation.repository.js';
import { RECONCILE_INSTALLATION } from './reconcile-installation.definition.js';

/** At most so many a minute: a night of six hours has room for 180,000, and an outage is not followed by a flood. */
const PER_RUN = 500;

/** Finds installations whose time of the night has come. */
const RECONCILE_NIGHTLY = everySeconds(60, defineJob<TickData>('installations.reconcile-nightly', 'bulk'));

/** Only places jobs; what is missed tonight comes tomorrow. */
@Injectable()
@HandlesJob(RECONCILE_NIGHTLY)
export class ReconcileNightly implements JobHandler<TickData> {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  run(): Promise<void> {
    return this.unitOfWork.run(async () => {
      const taken = await this.installations.takeForNight(this.clock.now(), PER_RUN);
      await this.jobs.enqueueAll(RECONCILE_INSTALLATION, new Map(taken.map((id) => [id, { installationId: id }])));
    });
  }
}
