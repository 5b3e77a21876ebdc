import { HttpException } from '@nestjs/common';
import { asUnavailable } from '../database/index.js';
import { DomainError, Unavailable, Unreadable } from '../errors/index.js';

/** What the framework throws by itself, and what nobody expected, as a failure that can be told; `allowed`: methods of the path. */
export function asDomainError(thrown: unknown, method: string, allowed: () => readonly string[]): DomainError {
  const error = asUnavailable(thrown);
  if (error instanceof DomainError) return error;
  const unreadable = error instanceof URIError || statusOf(error) === 400;
  const misses = statusOf(error) === 404 || (unreadable && !allowed().includes(asRouted(method)));
  if (misses) return unknownRoute(allowed(), error);
  if (unreadable) return new Unreadable('The request could not be read', { cause: error });
  return new Unavailable('Something went wrong', { cause: error, reason: 'unexpected' });
}

/** HEAD goes to the handler of GET. */
function asRouted(method: string): string {
  return method === 'HEAD' ? 'GET' : method;
}

/** 405 where the path exists with other methods, else 404. */
function unknownRoute(allowed: readonly string[], cause: unknown): DomainError {
  if (allowed.length === 0) return new DomainError('not-found', 'not_found', 'There is no such route', { cause });
  return new DomainError('not-allowed', 'method_not_allowed', 'The route exists with another method', {
    allow: allowed,
    cause,
  });
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
  return typeof status === 'number' ? status : null;
}
