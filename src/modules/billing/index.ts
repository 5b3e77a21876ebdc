export { type BillingPush, BillingPushRepository, PushRequests } from './interim/index.js';
export { BillingModule } from './billing.module.js';
export { BillingPreview, type Preview } from './preview/index.js';
