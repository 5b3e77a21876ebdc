export { BillingPreview, type Preview } from './billing-preview.service.js';
export { BillingModule } from './billing.module.js';
