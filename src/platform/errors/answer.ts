import type { ErrorResponse } from '#libs/vercel-contract';
import type { DomainError } from './domain-error.js';
import { STATUS_OF } from './status.js';

/** An error as it goes over the wire: status, headers and Vercel's error body. */
export interface ErrorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorResponse;
}

/** Renders a failure as Vercel's error body; nothing but code, message, user and fields leaves the process. */
export function errorAnswer(error: DomainError): ErrorAnswer {
  const { user, fields, retryAfterSeconds, allow, location } = error.details;
  return {
    status: STATUS_OF[error.kind],
    headers: {
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
      ...(allow === undefined ? {} : { Allow: allow.join(', ') }),
      ...(location === undefined ? {} : { Location: location }),
      ...(error.kind === 'unauthenticated' ? { 'WWW-Authenticate': 'Bearer' } : {}),
    },
    body: {
      error: {
        code: error.code,
        message: error.message,
        ...(user === undefined ? {} : { user }),
        ...(fields === undefined ? {} : { fields: [...fields] }),
      },
    },
  };
}
