export { LastReadings } from './polling/last-readings.service.js';
export { type Measured, UsageReader, type UsageSpan } from './usage-reader.js';
export { UsageModule } from './usage.module.js';
