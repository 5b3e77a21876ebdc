export { type Anchor, periodAt } from './billing-period.js';
export { type Interval, overlap } from './interval.js';
export { decide } from './invoice-minimum.js';
