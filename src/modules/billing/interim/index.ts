export type { BillingPush } from './billing-push.entity.js';
export { BillingPushRepository } from './billing-push.repository.js';
export { InterimData } from './interim-data.service.js';
export { InterimModule } from './interim.module.js';
export { PushRequests } from './push-requests.service.js';
