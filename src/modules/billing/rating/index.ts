export { rate } from './rate.js';
export type { Discount, Line, Rated, Reduction, Segment, Tariff, Usage } from './rating.js';
