export { BillingOutlook, type Outlook } from './billing-outlook.service.js';
export type { ClosedPeriod } from './closed-period.entity.js';
export { ClosedPeriodRepository } from './closed-period.repository.js';
export { ClosingModule } from './closing.module.js';
export { FinalInvoice } from './final-invoice.service.js';
