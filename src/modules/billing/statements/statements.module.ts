import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../../catalog/index.js';
import { InstallationsModule } from '../../installations/index.js';
import { UsageModule } from '../../usage/index.js';
import { BillingDiscount } from './billing-discount.entity.js';
import { BillingDiscountRepository } from './billing-discount.repository.js';
import { CustomerDiscounts } from './customer-discounts.service.js';
import { DiscountsListener } from './discounts.listener.js';
import { FactsRepository } from './facts.repository.js';
import { PeriodStatements } from './period-statements.service.js';
import { Tariffs } from './tariffs.js';

/** What installations cost in a period. */
@Module({
  imports: [CatalogModule, InstallationsModule, UsageModule, TypeOrmModule.forFeature([BillingDiscount])],
  providers: [
    BillingDiscountRepository,
    CustomerDiscounts,
    DiscountsListener,
    FactsRepository,
    PeriodStatements,
    Tariffs,
  ],
  exports: [BillingDiscountRepository, CustomerDiscounts, FactsRepository, PeriodStatements],
})
export class StatementsModule {}
