export type { Composed, Composition } from './compose.js';
export type { Due } from './dues.js';
export { type Charge, keyOf, type Part, sumOf } from './ledger.js';
export {
  type Cost,
  type Known,
  type KnownCost,
  type Reckoned,
  reckonEnd,
  reckonExit,
  reckonSignups,
} from './reckon.js';
export { suspicionOf } from './sanity.js';
