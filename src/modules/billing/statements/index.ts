export type { PlanTime } from './facts.js';
export { PeriodStatements } from './period-statements.service.js';
export { StatementsModule } from './statements.module.js';
