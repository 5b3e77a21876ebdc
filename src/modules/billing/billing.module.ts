import { Module } from '@nestjs/common';
import { ClosingModule } from './closing/index.js';
import { InterimModule } from './interim/index.js';
import { InvoicesModule } from './invoices/index.js';
import { PreviewModule } from './preview/index.js';

/** What customers owe. */
@Module({
  imports: [ClosingModule, InterimModule, InvoicesModule, PreviewModule],
  exports: [InterimModule, InvoicesModule, PreviewModule],
})
export class BillingModule {}
