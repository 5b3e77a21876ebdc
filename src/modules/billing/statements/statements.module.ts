import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../../catalog/index.js';
import { NothingMeasured } from './adapters/nothing-measured.js';
import { BillingDiscount } from './billing-discount.entity.js';
import { DiscountsListener } from './discounts.listener.js';
import { FactsRepository } from './facts.repository.js';
import { MeasuredUsage } from './measured-usage.port.js';
import { PeriodStatements } from './period-statements.service.js';
import { Tariffs } from './tariffs.js';

/** What installations cost in a period. */
@Module({
  imports: [CatalogModule, TypeOrmModule.forFeature([BillingDiscount])],
  providers: [
    DiscountsListener,
    FactsRepository,
    PeriodStatements,
    Tariffs,
    { provide: MeasuredUsage, useClass: NothingMeasured },
  ],
  exports: [PeriodStatements],
})
export class StatementsModule {}
