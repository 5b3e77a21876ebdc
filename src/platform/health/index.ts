export { HealthModule } from './health.module.js';
export { HealthServer } from './health-server.js';
export { Readiness } from './readiness.js';
