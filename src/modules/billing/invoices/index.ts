export type { AccountShare, Invoiced, InvoiceDraft } from './invoice-draft.js';
export { InvoicesModule } from './invoices.module.js';
export { Invoices, type Prepared } from './invoices.service.js';
