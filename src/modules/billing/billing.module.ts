import { Module } from '@nestjs/common';
import { InvoicesModule } from './invoices/index.js';
import { PreviewModule } from './preview/index.js';

/** What customers owe. */
@Module({ imports: [InvoicesModule, PreviewModule], exports: [PreviewModule] })
export class BillingModule {}
