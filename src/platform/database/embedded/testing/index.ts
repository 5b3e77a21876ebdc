export { type Identity, OwnerProcess, type Refusal, until, untilRefused } from './owner-process.js';
export { openWorkshop, type Workshop } from './workshop.js';
