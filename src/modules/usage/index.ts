export { type Measured, UsageReader, type UsageSpan } from './usage-reader.js';
export { UsageModule } from './usage.module.js';
