import type { ErrorKind } from './domain-error.js';

/** The one total map from kind of failure to HTTP status. */
export const STATUS_OF: Readonly<Record<ErrorKind, number>> = {
  elsewhere: 303,
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'not-allowed': 405,
  conflict: 409,
  busy: 409,
  'too-large': 413,
  'wrong-type': 415,
  unprocessable: 422,
  'too-many': 429,
  unavailable: 503,
};
