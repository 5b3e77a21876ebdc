import { Module } from '@nestjs/common';
import { InstallationsModule } from '../installations/index.js';
import { ResourcesModule } from '../resources/index.js';
import { AdminClockController } from './clock.controller.js';
import { AdminInstallationsController } from './installations.controller.js';
import { AdminJobsController } from './jobs.controller.js';
import { AdminResourcesController } from './resources.controller.js';
import { AdminUninstallsController } from './uninstalls.controller.js';

/** What operators see. */
@Module({
  imports: [InstallationsModule, ResourcesModule],
  controllers: [
    AdminClockController,
    AdminJobsController,
    AdminInstallationsController,
    AdminResourcesController,
    AdminUninstallsController,
  ],
})
export class AdminModule {}
