import { Module } from '@nestjs/common';
import { CatalogModule } from '../../catalog/index.js';
import { InstallationsModule } from '../../installations/index.js';
import { ClosingModule } from '../closing/index.js';
import { StatementsModule } from '../statements/index.js';
import { BillingPreview } from './billing-preview.service.js';

/** What would be invoiced now. */
@Module({
  imports: [CatalogModule, ClosingModule, InstallationsModule, StatementsModule],
  providers: [BillingPreview],
  exports: [BillingPreview],
})
export class PreviewModule {}
