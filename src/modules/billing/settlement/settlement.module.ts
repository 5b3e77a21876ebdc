import { Module, type OnModuleInit } from '@nestjs/common';
import { CatalogModule } from '../../catalog/index.js';
import { InstallationsModule, MoneySettlement } from '../../installations/index.js';
import { UsageModule } from '../../usage/index.js';
import { ClosingModule } from '../closing/index.js';
import { InterimModule } from '../interim/index.js';
import { InvoicesModule } from '../invoices/index.js';
import { StatementsModule } from '../statements/index.js';
import { FinalAccounts } from './final-accounts.service.js';
import { FinalUsage } from './final-usage.js';
import { Finalization } from './finalization.service.js';
import { Settlement } from './settlement.service.js';

/** The money of customers who leave. */
@Module({
  imports: [
    CatalogModule,
    ClosingModule,
    InstallationsModule,
    InterimModule,
    InvoicesModule,
    StatementsModule,
    UsageModule,
  ],
  providers: [FinalAccounts, FinalUsage, Finalization, Settlement],
})
export class SettlementModule implements OnModuleInit {
  constructor(
    private readonly money: MoneySettlement,
    private readonly settlement: Settlement,
  ) {}

  onModuleInit(): void {
    this.money.register(this.settlement);
  }
}
