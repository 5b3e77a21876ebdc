export { IdempotencyInterceptor, InSteps, NeedsKey } from './idempotency.interceptor.js';
export { IdempotencyModule } from './idempotency.module.js';
export { Answers, requestDigest } from './scope.js';
