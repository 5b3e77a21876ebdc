export { CreditAdjustments } from './adjustments.service.js';
export { CreditsModule } from './credits.module.js';
export { type Entry, LedgerRepository } from './ledger.repository.js';
