import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/index.js';
import { InstallationToken } from './installation-token.js';
import { Installation } from './installation.entity.js';
import { InstallationRepository } from './installation.repository.js';
import { InstallationService } from './installation.service.js';
import { InstallationsController } from './installations.controller.js';
import { SettleWindows } from './jobs/settle-windows.job.js';

/** Installations: who has installed, with which token, and how they leave. */
@Module({
  imports: [CatalogModule, TypeOrmModule.forFeature([Installation])],
  controllers: [InstallationsController],
  providers: [InstallationRepository, InstallationService, InstallationToken, SettleWindows],
  exports: [InstallationRepository, InstallationService],
})
export class InstallationsModule {}
