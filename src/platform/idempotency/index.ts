export { IdempotencyInterceptor, InSteps } from './idempotency.interceptor.js';
export { IdempotencyModule } from './idempotency.module.js';
export { Answers, requestDigest } from './scope.js';
