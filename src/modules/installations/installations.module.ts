import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/index.js';
import { VercelConfigurationReader } from './adapters/vercel-configuration-reader.js';
import { ConfigurationReader } from './configuration-reader.port.js';
import { InstallationToken } from './installation-token.js';
import { InstallationPush } from './installation-push.entity.js';
import { InstallationPushRepository } from './installation-push.repository.js';
import { InstallationPushes } from './installation-pushes.service.js';
import { InstallationSubject } from './installation-subject.js';
import { Installation } from './installation.entity.js';
import { InstallationRepository } from './installation.repository.js';
import { InstallationService } from './installation.service.js';
import { InstallationsController } from './installations.controller.js';
import { CheckRemoval } from './jobs/check-removal.job.js';
import { PushDueInstallations } from './jobs/push-due.job.js';
import { PushInstallation } from './jobs/push-installation.job.js';
import { SettleWindows } from './jobs/settle-windows.job.js';
import { PushDelivery } from './push-delivery.js';
import { VercelEventsListener } from './vercel-events.listener.js';
import { VercelLine } from './vercel-line.service.js';
import { VercelParking } from './vercel-parking.entity.js';

const PUSHES = [
  InstallationPushes,
  InstallationPushRepository,
  InstallationSubject,
  PushDelivery,
  PushDueInstallations,
  PushInstallation,
  VercelLine,
];

/** Installations: who has installed, with which token, and how they leave. */
@Module({
  imports: [CatalogModule, TypeOrmModule.forFeature([Installation, InstallationPush, VercelParking])],
  controllers: [InstallationsController],
  providers: [
    InstallationRepository,
    InstallationService,
    InstallationToken,
    SettleWindows,
    CheckRemoval,
    VercelEventsListener,
    ...PUSHES,
    { provide: ConfigurationReader, useClass: VercelConfigurationReader },
  ],
  exports: [InstallationRepository, InstallationService, InstallationPushes, PushDelivery],
})
export class InstallationsModule {}
