import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../../catalog/index.js';
import { InstallationsModule } from '../../installations/index.js';
import { NotificationsModule } from '../../notifications/index.js';
import { ResourcesModule } from '../../resources/index.js';
import { UsageModule } from '../../usage/index.js';
import { InterimModule } from '../interim/index.js';
import { StatementsModule } from '../statements/index.js';
import { AccountRound } from './account-round.service.js';
import { CreditAdjustments } from './adjustments.service.js';
import { BalanceSheet } from './balance-sheet.service.js';
import { BurnRepository } from './burn.repository.js';
import { Burns } from './burns.service.js';
import { CreditAccount } from './credit-account.entity.js';
import { CreditBalance } from './credit-balance.entity.js';
import { CreditBurn } from './credit-burn.entity.js';
import { CreditChanges } from './credit-changes.service.js';
import { CreditPeriod } from './credit-period.entity.js';
import { CreditsListener } from './credits.listener.js';
import { CreditsReconciliation } from './credits-reconciliation.js';
import { CreditsSettlement } from './credits-settlement.js';
import { DueBurns } from './due-burns.service.js';
import { HandoverListener } from './handover.listener.js';
import { BurnCredits } from './jobs/burn-credits.job.js';
import { BurnDueCredits } from './jobs/burn-due.job.js';
import { FindUsedCredits } from './jobs/find-used.job.js';
import { ReviewPurchase } from './jobs/review-purchase.job.js';
import { LatePeriods } from './late-periods.service.js';
import { LedgerDrift } from './ledger-drift.js';
import { LedgerCheck } from './ledger-check.service.js';
import { LedgerEntry } from './ledger-entry.entity.js';
import { LedgerRepository } from './ledger.repository.js';
import { Ledger } from './ledger.service.js';
import { OpeningListener } from './opening.listener.js';
import { PrepaidPlans } from './prepaid-plans.js';
import { ProvisionPurchaseController } from './provision-purchase.controller.js';
import { PurchaseRecording } from './purchase-recording.service.js';
import { Purchase } from './purchase.entity.js';
import { PurchaseRepository } from './purchase.repository.js';
import { Purchases } from './purchases.service.js';
import { PurchaseRefunds } from './refunds.service.js';
import { StandingRepository } from './standing.repository.js';
import { Standings } from './standings.service.js';
import { VercelInvoices } from './vercel-invoices.js';

/** Prepaid credits. */
@Module({
  imports: [
    CatalogModule,
    InstallationsModule,
    InterimModule,
    NotificationsModule,
    ResourcesModule,
    StatementsModule,
    UsageModule,
    TypeOrmModule.forFeature([CreditAccount, CreditBalance, CreditBurn, CreditPeriod, LedgerEntry, Purchase]),
  ],
  controllers: [ProvisionPurchaseController],
  providers: [
    AccountRound,
    BalanceSheet,
    BurnCredits,
    BurnDueCredits,
    BurnRepository,
    Burns,
    CreditAdjustments,
    CreditChanges,
    CreditsListener,
    CreditsReconciliation,
    CreditsSettlement,
    DueBurns,
    FindUsedCredits,
    HandoverListener,
    LatePeriods,
    Ledger,
    LedgerCheck,
    LedgerDrift,
    LedgerRepository,
    OpeningListener,
    PrepaidPlans,
    PurchaseRecording,
    PurchaseRefunds,
    PurchaseRepository,
    Purchases,
    ReviewPurchase,
    StandingRepository,
    Standings,
    VercelInvoices,
  ],
  exports: [CreditAdjustments, LedgerRepository],
})
export class CreditsModule {}
