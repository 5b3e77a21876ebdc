import { Module } from '@nestjs/common';
import { ClosingModule } from './closing/index.js';
import { CreditsModule } from './credits/index.js';
import { InterimModule } from './interim/index.js';
import { InvoicesModule } from './invoices/index.js';
import { PreviewModule } from './preview/index.js';
import { SettlementModule } from './settlement/index.js';
import { StatementsModule } from './statements/index.js';

/** What customers owe. */
@Module({
  imports: [
    ClosingModule,
    CreditsModule,
    InterimModule,
    InvoicesModule,
    PreviewModule,
    SettlementModule,
    StatementsModule,
  ],
  exports: [ClosingModule, CreditsModule, InterimModule, InvoicesModule, PreviewModule, StatementsModule],
})
export class BillingModule {}
