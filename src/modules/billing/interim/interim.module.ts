import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../../catalog/index.js';
import { InstallationsModule } from '../../installations/index.js';
import { StatementsModule } from '../statements/index.js';
import { BillingPush } from './billing-push.entity.js';
import { BillingPushRepository } from './billing-push.repository.js';
import { DuePushes } from './due-pushes.service.js';
import { InterimData } from './interim-data.service.js';
import { InterimListener } from './interim.listener.js';
import { PushDueBilling } from './jobs/push-due.job.js';
import { PushInstallationBilling } from './jobs/push-installation.job.js';
import { PushCalls } from './push-calls.js';
import { PushMetrics } from './push-metrics.js';
import { PushMessages } from './push-messages.js';
import { PushRequests } from './push-requests.service.js';
import { PushRound } from './push-round.service.js';

/** What Vercel shows customers of their money before there is an invoice. */
@Module({
  imports: [CatalogModule, InstallationsModule, StatementsModule, TypeOrmModule.forFeature([BillingPush])],
  providers: [
    BillingPushRepository,
    DuePushes,
    InterimData,
    InterimListener,
    PushCalls,
    PushDueBilling,
    PushInstallationBilling,
    PushMessages,
    PushMetrics,
    PushRequests,
    PushRound,
  ],
  exports: [BillingPushRepository, InterimData, PushRequests],
})
export class InterimModule {}
