export { IdempotencyInterceptor, InSteps, NeedsKey } from './idempotency.interceptor.js';
export { IdempotencyModule } from './idempotency.module.js';
export { digestOf } from './ledger.js';
export { OncePerKey } from './once-per-key.js';
export { Answers, requestDigest } from './scope.js';
