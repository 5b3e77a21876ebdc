export type { BillingDiscount } from './billing-discount.entity.js';
export { BillingDiscountRepository } from './billing-discount.repository.js';
export { CustomerDiscounts } from './customer-discounts.service.js';
export { FactsRepository } from './facts.repository.js';
export { type FactsJson, factsOf, type PlanTime, readFacts } from './facts.js';
export { PeriodStatements } from './period-statements.service.js';
export type { PeriodStatement } from './statement.js';
export { StatementsModule } from './statements.module.js';
export { discountOf, itemOf, toSend } from './wire.js';
