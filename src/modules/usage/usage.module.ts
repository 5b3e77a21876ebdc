import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/index.js';
import { RemovalPreparations } from '../resources/index.js';
import { BeginPolling } from './polling/begin-polling.job.js';
import { LastReadings } from './polling/last-readings.service.js';
import { PollDue } from './polling/poll-due.job.js';
import { PollResource } from './polling/poll-resource.job.js';
import { Readings } from './polling/readings.service.js';
import { UsagePoll } from './polling/usage-poll.entity.js';
import { UsagePollRepository } from './polling/usage-poll.repository.js';
import { UsagePolling } from './polling/usage-polling.service.js';
import { Prune } from './jobs/prune.job.js';
import { UsageDay } from './usage-day.entity.js';
import { UsageEvent } from './usage-event.entity.js';
import { UsageFormerOwner } from './usage-former-owner.entity.js';
import { UsageKeyRow } from './usage-key.entity.js';
import { UsageLevel } from './usage-level.entity.js';
import { UsageTotals } from './usage-totals.repository.js';
import { UsageReader } from './usage-reader.js';
import { UsageController } from './usage.controller.js';
import { UsageListener } from './usage.listener.js';
import { UsageRepository } from './usage.repository.js';
import { UsageService } from './usage.service.js';

/** Usage: what the provider's meters tell, counted once. */
@Module({
  imports: [
    CatalogModule,
    TypeOrmModule.forFeature([UsagePoll, UsageKeyRow, UsageEvent, UsageDay, UsageLevel, UsageFormerOwner]),
  ],
  controllers: [UsageController],
  providers: [
    UsageRepository,
    UsageService,
    UsageReader,
    UsageTotals,
    UsageListener,
    Prune,
    UsagePollRepository,
    UsagePolling,
    Readings,
    LastReadings,
    BeginPolling,
    PollDue,
    PollResource,
  ],
  exports: [LastReadings, UsageReader, UsageTotals],
})
export class UsageModule implements OnModuleInit {
  constructor(
    private readonly removals: RemovalPreparations,
    private readonly readings: LastReadings,
  ) {}

  onModuleInit(): void {
    this.removals.register(this.readings);
  }
}
