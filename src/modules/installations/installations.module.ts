import { ComparisonRequests } from './comparison-requests.service.js';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { VercelConfigurationReader } from './adapters/vercel-configuration-reader.js';
import { ConfigurationReader } from './configuration-reader.port.js';
import { ConnectedInstallations } from './connected-installations.service.js';
import { InstallationSuspension } from './installation-suspension.entity.js';
import { InstallationSuspensionRepository } from './installation-suspension.repository.js';
import { InstallationSuspensions } from './installation-suspensions.js';
import { InstallationToken } from './installation-token.js';
import { AccountReconciliation } from './account-reconciliation.service.js';
import { Finding } from './finding.entity.js';
import { FindingMetrics } from './finding-metrics.js';
import { FindingRepository } from './finding.repository.js';
import { ReconcileInstallation } from './jobs/reconcile-installation.job.js';
import { ReconcileNightly } from './jobs/reconcile-nightly.job.js';
import { ReconciliationLog } from './reconciliation-log.js';
import { ReconciliationRun } from './reconciliation-run.entity.js';
import { ReconciliationRunRepository } from './reconciliation-run.repository.js';
import { Reconciliation } from './reconciliation.service.js';
import { ReconciliationParts } from './reconciliation-parts.js';
import { StandingReconciliation } from './standing-reconciliation.service.js';
import { InstallationPush } from './installation-push.entity.js';
import { InstallationPushRepository } from './installation-push.repository.js';
import { InstallationPushes } from './installation-pushes.service.js';
import { InstallationSubject } from './installation-subject.js';
import { Installation } from './installation.entity.js';
import { InstallationRepository } from './installation.repository.js';
import { InstallationService } from './installation.service.js';
import { InstallationsController } from './installations.controller.js';
import { AdvanceUninstall } from './jobs/advance-uninstall.job.js';
import { CheckRemoval } from './jobs/check-removal.job.js';
import { PushDueInstallations } from './jobs/push-due.job.js';
import { PushInstallation } from './jobs/push-installation.job.js';
import { ResumePushes } from './jobs/resume-pushes.job.js';
import { NotificationsListener } from './notifications.listener.js';
import { PushDelivery } from './push-delivery.js';
import { FindDueUninstalls } from './jobs/find-due-uninstalls.job.js';
import { PurgeListener } from './purge.listener.js';
import { PurgeTenants } from './jobs/purge-tenants.job.js';
import { MoneySettlement } from './money-settlement.js';
import { TenantPurge } from './tenant-purge.service.js';
import { Uninstall } from './uninstall.entity.js';
import { UninstallProgress } from './uninstall-progress.service.js';
import { UninstallRepository } from './uninstall.repository.js';
import { UninstallService } from './uninstall.service.js';
import { VercelEventsListener } from './vercel-events.listener.js';
import { VercelLine } from './vercel-line.service.js';
import { VercelParking } from './vercel-parking.entity.js';

const PUSHES = [
  InstallationPushes,
  InstallationPushRepository,
  InstallationSubject,
  NotificationsListener,
  PushDelivery,
  PushDueInstallations,
  PushInstallation,
  ResumePushes,
  VercelLine,
];

const UNINSTALL = [
  UninstallRepository,
  UninstallService,
  UninstallProgress,
  MoneySettlement,
  TenantPurge,
  CheckRemoval,
  AdvanceUninstall,
  FindDueUninstalls,
  PurgeTenants,
  PurgeListener,
];

const RECONCILIATION = [
  FindingMetrics,
  FindingRepository,
  ReconciliationLog,
  ReconciliationParts,
  ReconciliationRunRepository,
  StandingReconciliation,
  AccountReconciliation,
  ComparisonRequests,
  Reconciliation,
  ReconcileInstallation,
  ReconcileNightly,
];

/** Installations: who has installed, with which token, and how they leave. */
@Module({
  imports: [
    CatalogModule,
    NotificationsModule,
    TypeOrmModule.forFeature([
      Finding,
      Installation,
      InstallationSuspension,
      InstallationPush,
      ReconciliationRun,
      Uninstall,
      VercelParking,
    ]),
  ],
  controllers: [InstallationsController],
  providers: [
    InstallationRepository,
    InstallationService,
    ConnectedInstallations,
    InstallationSuspensionRepository,
    InstallationSuspensions,
    InstallationToken,
    ...UNINSTALL,
    ...RECONCILIATION,
    VercelEventsListener,
    ...PUSHES,
    { provide: ConfigurationReader, useClass: VercelConfigurationReader },
  ],
  exports: [
    ComparisonRequests,
    InstallationRepository,
    InstallationService,
    ConnectedInstallations,
    InstallationSuspensions,
    InstallationPushes,
    PushDelivery,
    MoneySettlement,
    UninstallRepository,
    UninstallService,
    FindingRepository,
    ReconciliationLog,
    ReconciliationParts,
    ReconciliationRunRepository,
    VercelLine,
  ],
})
export class InstallationsModule {}
