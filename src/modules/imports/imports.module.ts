import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.js';
import { InstallationsModule } from '../installations/index.js';
import { ResourcesModule } from '../resources/index.js';
import { ImportsController } from './imports.controller.js';
import { Imports } from './imports.service.js';
import { Linking } from './linking.service.js';

/** Importing what customers had at the product before they came from Vercel. */
@Module({
  imports: [CatalogModule, InstallationsModule, ResourcesModule],
  controllers: [ImportsController],
  providers: [Imports, Linking],
})
export class ImportsModule {}
