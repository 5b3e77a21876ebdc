export { type ClosedPeriod, ClosedPeriodRepository } from './closing/index.js';
export { CreditAdjustments, type Entry, LedgerRepository } from './credits/index.js';
export { type BillingPush, BillingPushRepository, PushRequests } from './interim/index.js';
export {
  type Invoice,
  INVOICE_STANDINGS,
  type InvoiceAccount,
  InvoiceDesk,
  InvoiceRepository,
  type InvoiceStanding,
  type Refund,
  RefundRepository,
  Refunds,
} from './invoices/index.js';
export { BillingModule } from './billing.module.js';
export { BillingPreview, type PresentCosts, type Preview } from './preview/index.js';
export { type BillingDiscount, BillingDiscountRepository, CustomerDiscounts } from './statements/index.js';
