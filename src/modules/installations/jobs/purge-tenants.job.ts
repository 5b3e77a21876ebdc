import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { defineJob, everySeconds, HandlesJob, type JobHandler, type TickData } from '../../../platform/jobs/index.js';
import { TenantPurge } from '../tenant-purge.service.js';
import { UninstallRepository } from '../uninstall.repository.js';

const DAY_SECONDS = 86_400;
const TENANTS_PER_RUN = 200;

/** Once an hour: what is kept of those who left more than `RETENTION_DAYS` ago goes. */
const PURGE = everySeconds(3_600, defineJob<TickData>('installations.purge-tenants', 'bulk'));

/** A part of them at each run, one after the other: nobody waits for it. */
@Injectable()
@HandlesJob(PURGE)
export class PurgeTenants implements JobHandler<TickData> {
  constructor(
    private readonly uninstalls: UninstallRepository,
    private readonly tenants: TenantPurge,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = this.clock.inSeconds(-this.settings.retentionDays * DAY_SECONDS);
    for (const id of await this.uninstalls.findFinalizedBefore(before, TENANTS_PER_RUN)) await this.tenants.purge(id);
  }
}
