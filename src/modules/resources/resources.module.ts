import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TenantDirectory } from '../../platform/auth/index.js';
import { CatalogModule } from '../catalog/index.js';
import { InstallationsModule } from '../installations/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { AdoptionPlacement } from './adoption-placement.service.js';
import { AdoptionRecording } from './adoption-recording.service.js';
import { Adoptions } from './adoptions.service.js';
import { RemovalPreparations } from './before-removal.js';
import { ChangeFollowUp } from './change-follow-up.js';
import { ChangesService } from './changes.service.js';
import { CredentialRepository } from './credential.repository.js';
import { ConnectionRepository } from './connection.repository.js';
import { ConnectionsListener } from './connections.listener.js';
import { DRIVER_DEADLINE_MS, DriverCalls } from './driver-calls.js';
import { DriverCallbacksController } from './driver-callbacks.controller.js';
import { DriverOperation } from './driver-operation.entity.js';
import { MadeSecrets } from './made-secrets.service.js';
import { OperationRepository } from './driver-operation.repository.js';
import { DriverOperations } from './driver-operations.js';
import { DriverRemovals } from './driver-removals.js';
import { DriverSteps } from './driver-steps.js';
import { DriversModule } from './drivers.module.js';
import { Measurements } from './measurements.service.js';
import { BringForward } from './jobs/bring-forward.job.js';
import { ForgetOperations } from './jobs/forget-operations.job.js';
import { ReviewLimits } from './jobs/review-limits.job.js';
import { PushResource } from './jobs/push-resource.job.js';
import { Reconcile } from './jobs/reconcile.job.js';
import { RevokeSecrets } from './jobs/revoke-secrets.job.js';
import { InstallationPlanListener } from './installation-plan.listener.js';
import { Onboarding } from './onboarding.service.js';
import { OperationReports } from './operation-reports.service.js';
import { LinkedRepository } from './linked.repository.js';
import { LinkedReview } from './linked-review.service.js';
import { Notices } from './notices.service.js';
import { Ordering } from './ordering.js';
import { PendingProvisions } from './pending-provisions.service.js';
import { PlacementService } from './placement.service.js';
import { PlanSegment } from './plan-segment.entity.js';
import { PlanSegmentRepository } from './plan-segment.repository.js';
import { PlanLimits } from './plan-limits.service.js';
import { PlanOfferService } from './plan-offer.service.js';
import { PlansController } from './plans.controller.js';
import { PostgresTenantDirectory } from './postgres-tenant-directory.js';
import { ProvisionSettlement } from './provision-settlement.js';
import { ProvisioningService } from './provisioning.service.js';
import { RecordingService } from './recording.service.js';
import { RemovalReports } from './removal-reports.js';
import { PresentSecrets } from './present-secrets.service.js';
import { Purchases } from './purchases.service.js';
import { RemovalService } from './removal.service.js';
import { ReplController } from './repl.controller.js';
import { ReplService } from './repl.service.js';
import { ResourceConnection } from './resource-connection.entity.js';
import { ResourceHandover } from './resource-handover.js';
import { ResourceCredential } from './resource-credential.entity.js';
import { ResourceSuspension } from './resource-suspension.entity.js';
import { ResourcePush } from './resource-push.entity.js';
import { ResourceCorrections } from './resource-corrections.js';
import { ResourcePushRepository } from './resource-push.repository.js';
import { ResourcePushes } from './resource-pushes.service.js';
import { ResourceReconciliation } from './resource-reconciliation.service.js';
import { ResourceSecrets } from './resource-secrets.js';
import { ResourceSubject } from './resource-subject.js';
import { Resource } from './resource.entity.js';
import { ResourceFigures } from './resource-figures.repository.js';
import { ResourceRepository } from './resource.repository.js';
import { ResourceSuspensions } from './resource-suspensions.js';
import { ResourceView } from './resource.view.js';
import { ResourcesController } from './resources.controller.js';
import { Reprovisions } from './reprovisions.service.js';
import { Retries } from './retries.service.js';
import { RevocationService } from './revocation.service.js';
import { RotationPlacement } from './rotation-placement.service.js';
import { RotationProgress } from './rotation-progress.service.js';
import { RotationRecording } from './rotation-recording.service.js';
import { RotationReports } from './rotation-reports.js';
import { RotationController } from './rotation.controller.js';
import { RotationService } from './rotation.service.js';
import { StepRecording } from './step-recording.service.js';
import { Rotations } from './rotations.service.js';
import { SecretsDesk } from './secrets-desk.service.js';
import { SuspensionRepository } from './suspension.repository.js';
import { Suspensions } from './suspensions.service.js';
import { TakingOut } from './taking-out.js';
import { UninstallListener } from './uninstall.listener.js';

const SERVICES = [ChangesService, ChangeFollowUp, Ordering, PlacementService, PlanOfferService, ProvisioningService];
const MORE_SERVICES = [
  RecordingService,
  RemovalService,
  RemovalPreparations,
  TakingOut,
  ReplService,
  DriverCalls,
  DriverSteps,
  StepRecording,
  DriverRemovals,
  ResourceHandover,
  ResourceSecrets,
  SecretsDesk,
  ResourceView,
  Measurements,
];
const IMPORTS = [Adoptions, AdoptionPlacement, AdoptionRecording, LinkedRepository, LinkedReview];
const ROTATION = [
  RotationService,
  Rotations,
  RotationPlacement,
  RotationProgress,
  RotationRecording,
  RevocationService,
  PresentSecrets,
];
const SUSPENSIONS = [SuspensionRepository, ResourceSuspensions, Suspensions, Onboarding, Retries, Reprovisions];
const OPERATIONS = [
  DriverOperations,
  OperationRepository,
  OperationReports,
  PendingProvisions,
  MadeSecrets,
  ProvisionSettlement,
  RemovalReports,
  RotationReports,
  ForgetOperations,
];
const CONNECTIONS = [ConnectionRepository, ConnectionsListener];
const OWN_PAGES = [Purchases];
const NOTICES = [Notices, PlanLimits, ReviewLimits];
const PUSHES = [
  ResourceReconciliation,
  ResourceCorrections,
  ResourcePushes,
  ResourcePushRepository,
  ResourceSubject,
  PushResource,
];
const JOBS = [BringForward, Reconcile, RevokeSecrets, UninstallListener, InstallationPlanListener];

/** Resources: what customers bought, from the promise to the last trace at the driver. */
@Global()
@Module({
  imports: [
    CatalogModule,
    InstallationsModule,
    NotificationsModule,
    DriversModule,
    TypeOrmModule.forFeature([
      DriverOperation,
      PlanSegment,
      Resource,
      ResourceConnection,
      ResourceCredential,
      ResourcePush,
      ResourceSuspension,
    ]),
  ],
  controllers: [ResourcesController, RotationController, ReplController, PlansController, DriverCallbacksController],
  providers: [
    ...SERVICES,
    ...MORE_SERVICES,
    ...IMPORTS,
    ...ROTATION,
    ...SUSPENSIONS,
    ...OPERATIONS,
    ...CONNECTIONS,
    ...OWN_PAGES,
    ...NOTICES,
    ...PUSHES,
    ...JOBS,
    ResourceFigures,
    ResourceRepository,
    PlanSegmentRepository,
    CredentialRepository,
    { provide: DRIVER_DEADLINE_MS, useValue: 25_000 },
    { provide: TenantDirectory, useClass: PostgresTenantDirectory },
  ],
  exports: [
    Adoptions,
    TenantDirectory,
    ConnectionRepository,
    Measurements,
    RemovalPreparations,
    RemovalService,
    ResourceHandover,
    ResourceFigures,
    ResourceRepository,
    ResourceView,
    ResourcePushes,
    Onboarding,
    ReplService,
    Reprovisions,
    Retries,
    Rotations,
    SecretsDesk,
    Suspensions,
    Purchases,
    PresentSecrets,
  ],
})
export class ResourcesModule {}
