export { BillingPreview, type PresentCosts, type Preview } from './billing-preview.service.js';
export { PreviewModule } from './preview.module.js';
