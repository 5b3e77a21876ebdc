export { Metrics, type Reading } from './metrics.js';
export { MetricsModule } from './metrics.module.js';
export { requestTimes } from './request-times.js';
export { Shedding } from './shedding.js';
