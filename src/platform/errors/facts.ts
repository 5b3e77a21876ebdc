import { DomainError, type ErrorDetails, type FieldFault } from './domain-error.js';

/** 400 with Vercel's `validation_error` and each faulty field. */
export class InvalidInput extends DomainError {
  constructor(fields: readonly FieldFault[], details: Omit<ErrorDetails, 'fields'> = {}) {
    const message = fields.map((fault) => `${fault.key}: ${fault.message}`).join('; ');
    super('invalid', 'validation_error', message, { ...details, fields });
  }
}

/** 400 for a request that cannot be read at all. */
export class Unreadable extends DomainError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('invalid', 'bad_request', message, details);
  }
}

/** 403; `reason` names the failed check for the log, the caller only hears that access was refused. */
export class AccessRefused extends DomainError {
  constructor(reason: string) {
    super('forbidden', 'forbidden', 'Access refused', { reason });
  }
}

/** 404; another tenant's object looks exactly like a missing one. */
export class NotFound extends DomainError {
  constructor(what: string) {
    super('not-found', 'not_found', `${what} not found`);
  }
}

/** 409: the present state forbids the operation. */
export class Conflict extends DomainError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('conflict', 'conflict', message, details);
  }
}

/** 422: what the request names is not there any more, or not fit for it. */
export class Unprocessable extends DomainError {
  constructor(message: string, details: ErrorDetails = {}) {
    super('unprocessable', 'unprocessable_entity', message, details);
  }
}

const CODE_OF = { unavailable: 'service_unavailable', 'too-many': 'too_many_requests' } as const;

/** 503 with `Retry-After`: nothing was lost, the same request may succeed later. */
export class Unavailable extends DomainError {
  constructor(message: string, details: ErrorDetails = {}, kind: keyof typeof CODE_OF = 'unavailable') {
    super(kind, CODE_OF[kind], message, { retryAfterSeconds: 2, ...details });
  }
}

/** 429 with `Retry-After`: `Unavailable` for one caller alone, which has too much in work itself. */
export class Crowded extends Unavailable {
  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details, 'too-many');
  }
}
