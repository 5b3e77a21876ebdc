export { FactsRepository } from './facts.repository.js';
export { type FactsJson, factsOf, type PlanTime, readFacts } from './facts.js';
export { PeriodStatements } from './period-statements.service.js';
export type { PeriodStatement } from './statement.js';
export { StatementsModule } from './statements.module.js';
export { discountOf, itemOf, toSend } from './wire.js';
