import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Events } from '../../../platform/events/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { InstallationSettled } from '../installation.events.js';
import { InstallationRepository, type SettledInstallation } from '../installation.repository.js';

const BATCH = 500;
const BEFORE_ALL: SettledInstallation = { id: '', closedAt: new Date(0) };

/** Tells, for each installation whose window for final invoices has closed, that the rest of it may go. */
const SETTLE_WINDOWS = everySeconds(60, defineJob<TickData>('installations.settle-windows', 'bulk'));

/** Looks every minute; it tells others and ends nothing itself. */
@Injectable()
@HandlesJob(SETTLE_WINDOWS)
export class SettleWindows implements JobHandler<TickData> {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly events: Events,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Page by page, since some may stay for long: what their products do not let go of must not hide the others. */
  async run(): Promise<void> {
    const now = this.clock.now();
    let page: readonly SettledInstallation[];
    let last = BEFORE_ALL;
    do {
      page = await this.installations.findSettled(now, last, BATCH);
      for (const { id } of page) await this.unitOfWork.run(() => this.events.publish(new InstallationSettled(id)));
      last = page.at(-1) ?? last;
    } while (page.length === BATCH);
  }
}
