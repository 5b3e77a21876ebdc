export { rate } from './rate.js';
export type { Rated, Reduction, Segment, Tariff, Usage } from './rating.js';
