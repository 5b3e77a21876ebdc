export { DomainError, type FieldFault } from './domain-error.js';
export {
  AccessRefused,
  Conflict,
  Crowded,
  InvalidInput,
  NotFound,
  Unavailable,
  Unprocessable,
  Unreadable,
} from './facts.js';
export { errorAnswer, type ErrorAnswer } from './answer.js';
