import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../../catalog/index.js';
import { InstallationsModule } from '../../installations/index.js';
import { UsageModule } from '../../usage/index.js';
import { InvoicesModule } from '../invoices/index.js';
import { StatementsModule } from '../statements/index.js';
import { AdvanceFees } from './advance-fees.js';
import { BillingAccount } from './billing-account.entity.js';
import { BillingAccountRepository } from './billing-account.repository.js';
import { BillingCalendar } from './billing-calendar.js';
import { BillingCharge } from './billing-charge.entity.js';
import { BillingOutlook } from './billing-outlook.service.js';
import { BillingProgress } from './billing-progress.service.js';
import { ClosedPeriod } from './closed-period.entity.js';
import { ClosedPeriodRepository } from './closed-period.repository.js';
import { ClosedPeriods } from './closed-periods.js';
import { ClosingListener } from './closing.listener.js';
import { FinalInvoice } from './final-invoice.service.js';
import { FirstCharges } from './first-charges.js';
import { GivenUpListener } from './given-up.listener.js';
import { InvoiceBooking } from './invoice-booking.service.js';
import { BringBillingForward } from './jobs/bring-billing-forward.job.js';
import { FindDueBilling } from './jobs/find-due-billing.job.js';
import { LateUsage } from './late-usage.js';
import { LedgerRepository } from './ledger.repository.js';
import { PeriodClose } from './period-close.service.js';
import { PeriodFactsReader } from './period-facts.service.js';
import { PeriodReckoning } from './period-reckoning.service.js';
import { PurgeListener } from './purge.listener.js';
import { Signups } from './signups.service.js';

/** Which invoices are due, and what stands in them. */
@Module({
  imports: [
    CatalogModule,
    InstallationsModule,
    InvoicesModule,
    StatementsModule,
    UsageModule,
    TypeOrmModule.forFeature([BillingAccount, BillingCharge, ClosedPeriod]),
  ],
  providers: [
    AdvanceFees,
    BillingAccountRepository,
    BillingCalendar,
    BillingOutlook,
    BillingProgress,
    BringBillingForward,
    ClosedPeriodRepository,
    ClosedPeriods,
    ClosingListener,
    FinalInvoice,
    FindDueBilling,
    FirstCharges,
    GivenUpListener,
    InvoiceBooking,
    LateUsage,
    LedgerRepository,
    PeriodClose,
    PeriodFactsReader,
    PeriodReckoning,
    PurgeListener,
    Signups,
  ],
  exports: [BillingOutlook, ClosedPeriodRepository, FinalInvoice],
})
export class ClosingModule {}
