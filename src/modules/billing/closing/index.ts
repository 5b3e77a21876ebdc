export { ClosingModule } from './closing.module.js';
export { FinalInvoice } from './final-invoice.service.js';
