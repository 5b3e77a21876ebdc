export { Checks } from './checks.js';
export { duration, type PlayedStep, Report } from './report.js';
export { type Style, styleFor, type Terminal } from './style.js';
