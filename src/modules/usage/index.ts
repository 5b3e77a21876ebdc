export { LastReadings } from './polling/last-readings.service.js';
export { type Measured, UsageReader, type UsageSpan } from './usage-reader.js';
export { type MeterTotal, UsageTotals } from './usage-totals.repository.js';
export { UsageModule } from './usage.module.js';
