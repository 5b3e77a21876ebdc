export { amountOf, centsOf, roundToCents, signedAmountOf, signedCentsOf } from './cents.js';
export { Exact } from './exact.js';
export { NotADecimal } from './not-a-decimal.js';
