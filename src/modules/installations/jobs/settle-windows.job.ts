import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Events } from '../../../platform/events/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { InstallationSettled } from '../installation.events.js';
import { InstallationRepository } from '../installation.repository.js';

const BATCH = 500;

/** Tells, for each installation whose window for final invoices has closed, that the rest of it may go. */
const SETTLE_WINDOWS = everySeconds(60, defineJob<TickData>('installations.settle-windows', 'bulk'));

@Injectable()
@HandlesJob(SETTLE_WINDOWS)
export class SettleWindows implements JobHandler<TickData> {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly events: Events,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    for (const id of await this.installations.findSettled(this.clock.now(), BATCH)) {
      await this.unitOfWork.run(() => this.events.publish(new InstallationSettled(id)));
    }
  }
}
