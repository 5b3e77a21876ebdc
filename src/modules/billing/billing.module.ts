import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/index.js';
import { InstallationsModule } from '../installations/index.js';
import { ResourcesModule } from '../resources/index.js';
import { NothingMeasured } from './adapters/nothing-measured.js';
import { BillingPreview } from './billing-preview.service.js';
import { MeasuredUsage } from './measured-usage.port.js';
import { Tariffs } from './tariffs.js';

/** What customers owe. */
@Module({
  imports: [CatalogModule, InstallationsModule, ResourcesModule],
  providers: [BillingPreview, Tariffs, { provide: MeasuredUsage, useClass: NothingMeasured }],
  exports: [BillingPreview],
})
export class BillingModule {}
