import { Module } from '@nestjs/common';
import { BillingModule } from '../billing/index.js';
import { CatalogModule } from '../catalog/index.js';
import { ConnectModule } from '../connect/index.js';
import { InstallationsModule } from '../installations/index.js';
import { MembersModule } from '../members/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { HandoffModule } from '../sso/index.js';
import { ResourcesModule } from '../resources/index.js';
import { TransfersModule } from '../transfers/index.js';
import { UsageModule } from '../usage/index.js';
import { AdminCatalogController } from './catalog.controller.js';
import { AdminUsageController } from './usage.controller.js';
import { AdminAuditController } from './audit.controller.js';
import { AdminMembersController } from './members.controller.js';
import { AdminConnectionsController } from './connections.controller.js';
import { AdminLinksController } from './links.controller.js';
import { AdminTransfersController } from './transfers.controller.js';
import { AdminBillingPeriodsController } from './billing-periods.controller.js';
import { AdminBillingController } from './billing.controller.js';
import { BillingPushController } from './billing-push.controller.js';
import { AdminCreditsController } from './credits.controller.js';
import { AdminClockController } from './clock.controller.js';
import { InstallationActionsController } from './installation-actions.controller.js';
import { AdminDeadLettersController } from './dead-letters.controller.js';
import { AdminDiscountsController } from './discounts.controller.js';
import { AdminFindingsController } from './findings.controller.js';
import { AdminInstallationsController } from './installations.controller.js';
import { InvoiceActionsController } from './invoice-actions.controller.js';
import { AdminInvoicesController } from './invoices.controller.js';
import { AdminJobsController } from './jobs.controller.js';
import { AdminNotificationListController } from './notification-list.controller.js';
import { AdminNotificationsController } from './notifications.controller.js';
import { ResourceActionsController } from './resource-actions.controller.js';
import { AdminReconciliationRunsController } from './reconciliation-runs.controller.js';
import { AdminKeysController } from './keys.controller.js';
import { AdminResourcesController } from './resources.controller.js';
import { AdminRotationsController } from './rotations.controller.js';
import { Standings } from './standings.service.js';
import { AdminUninstallsController } from './uninstalls.controller.js';

/** What operators see. */
@Module({
  imports: [
    BillingModule,
    CatalogModule,
    ConnectModule,
    HandoffModule,
    InstallationsModule,
    MembersModule,
    NotificationsModule,
    ResourcesModule,
    TransfersModule,
    UsageModule,
  ],
  controllers: [
    AdminCatalogController,
    AdminUsageController,
    AdminAuditController,
    AdminMembersController,
    AdminConnectionsController,
    AdminLinksController,
    AdminTransfersController,
    AdminBillingController,
    BillingPushController,
    AdminClockController,
    AdminBillingPeriodsController,
    AdminCreditsController,
    AdminDiscountsController,
    AdminDeadLettersController,
    AdminJobsController,
    AdminFindingsController,
    AdminInstallationsController,
    AdminInvoicesController,
    AdminNotificationListController,
    AdminNotificationsController,
    AdminKeysController,
    AdminReconciliationRunsController,
    AdminResourcesController,
    AdminRotationsController,
    AdminUninstallsController,
    InstallationActionsController,
    InvoiceActionsController,
    ResourceActionsController,
  ],
  providers: [Standings],
})
export class AdminModule {}
