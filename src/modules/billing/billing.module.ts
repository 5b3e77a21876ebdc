import { Module } from '@nestjs/common';
import { InterimModule } from './interim/index.js';
import { InvoicesModule } from './invoices/index.js';
import { PreviewModule } from './preview/index.js';

/** What customers owe. */
@Module({ imports: [InterimModule, InvoicesModule, PreviewModule], exports: [InterimModule, PreviewModule] })
export class BillingModule {}
