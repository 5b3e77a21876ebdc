export { Checks } from './checks.js';
export { duration, type PlayedStep, Report } from './report.js';
export { styleFor } from './style.js';
export { tableOf } from './table.js';
