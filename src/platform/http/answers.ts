import { applyDecorators, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ErrorBodyResponse } from './error.response.js';

const MEANING: Readonly<Record<number, string>> = {
  400: 'The input is faulty; `fields` names each fault',
  401: 'No valid credential',
  403: 'The caller may not do this',
  404: 'There is no such thing for this caller',
  409: 'The present state forbids it, or a twin of the request is still running (then with `Retry-After`)',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'What the request names is not there any more, or not fit for it',
  429: 'The caller has too many requests in work; try again after `Retry-After` seconds',
  503: 'Transient trouble; try again after `Retry-After` seconds',
};

/** Documents what a route answers: its success, and the failures it shares with others. */
export function Answers(
  success: { readonly status: number; readonly type?: Type; readonly description: string },
  failures: readonly number[],
): MethodDecorator {
  const { status, type, description } = success;
  return applyDecorators(
    ApiResponse({ status, description, ...(type === undefined ? {} : { type }) }),
    ...failures.map((failure) =>
      ApiResponse({ status: failure, description: MEANING[failure] ?? '', type: ErrorBodyResponse }),
    ),
  );
}

/** Failures of a partner route that reads. */
export const READ_FAILURES = [400, 403, 404, 429, 503] as const;

/** Failures of a partner route that writes. */
export const WRITE_FAILURES = [400, 403, 404, 409, 413, 415, 429, 503] as const;

/** Failures of an admin route that reads. */
export const ADMIN_READ_FAILURES = [400, 401, 403, 429, 503] as const;

/** Failures of an admin route that writes. */
export const ADMIN_WRITE_FAILURES = [400, 401, 403, 404, 409, 413, 415, 429, 503] as const;
