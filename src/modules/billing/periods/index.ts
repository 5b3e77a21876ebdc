export { type Anchor, periodAt } from './billing-period.js';
export { type Interval, overlap } from './interval.js';
export { decide, type Outcome } from './invoice-minimum.js';
