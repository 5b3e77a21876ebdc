export { rate } from './rate.js';
export type { Rated, Segment, Tariff, Usage } from './rating.js';
