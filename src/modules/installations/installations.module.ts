import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/index.js';
import { VercelConfigurationReader } from './adapters/vercel-configuration-reader.js';
import { ConfigurationReader } from './configuration-reader.port.js';
import { InstallationToken } from './installation-token.js';
import { Installation } from './installation.entity.js';
import { InstallationRepository } from './installation.repository.js';
import { InstallationService } from './installation.service.js';
import { InstallationsController } from './installations.controller.js';
import { CheckRemoval } from './jobs/check-removal.job.js';
import { SettleWindows } from './jobs/settle-windows.job.js';
import { VercelEventsListener } from './vercel-events.listener.js';

/** Installations: who has installed, with which token, and how they leave. */
@Module({
  imports: [CatalogModule, TypeOrmModule.forFeature([Installation])],
  controllers: [InstallationsController],
  providers: [
    InstallationRepository,
    InstallationService,
    InstallationToken,
    SettleWindows,
    CheckRemoval,
    VercelEventsListener,
    { provide: ConfigurationReader, useClass: VercelConfigurationReader },
  ],
  exports: [InstallationRepository, InstallationService],
})
export class InstallationsModule {}
