import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/index.js';
import { CatalogModule } from '../catalog/index.js';
import { InstallationsModule } from '../installations/index.js';
import { MembersModule } from '../members/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { ResourcesModule } from '../resources/index.js';
import { UsageModule } from '../usage/index.js';
import { BillingController } from './billing.controller.js';
import { ConnectionsController } from './connections.controller.js';
import { ConsoleController } from './console.controller.js';
import { InvoicesController } from './invoices.controller.js';
import { OnboardingController } from './onboarding.controller.js';
import { OverviewController } from './overview.controller.js';
import { Overviews } from './overviews.service.js';
import { OwnResources } from './own-resources.service.js';
import { ReferencesController } from './references.controller.js';
import { ResourceController } from './resource.controller.js';
import { SecretsController } from './secrets.controller.js';
import { SettingsController } from './settings.controller.js';
import { UsageCharts } from './usage-charts.service.js';
import { UsageController } from './usage.controller.js';
import { UsageTables } from './usage-tables.service.js';

/** The dashboard of customers. */
@Module({
  imports: [
    BillingModule,
    CatalogModule,
    InstallationsModule,
    MembersModule,
    NotificationsModule,
    ResourcesModule,
    UsageModule,
  ],
  controllers: [
    OverviewController,
    ResourceController,
    UsageController,
    ConnectionsController,
    ReferencesController,
    SecretsController,
    ConsoleController,
    OnboardingController,
    BillingController,
    InvoicesController,
    SettingsController,
  ],
  providers: [OwnResources, Overviews, UsageCharts, UsageTables],
})
export class DashboardModule {}
