/** Every kind of failure that the outside can be told about; the status of each stands in `status.ts`. */
export type ErrorKind =
  | 'invalid'
  | 'forbidden'
  | 'unauthenticated'
  | 'elsewhere'
  | 'not-found'
  | 'not-allowed'
  | 'conflict'
  | 'busy'
  | 'too-large'
  | 'wrong-type'
  | 'unprocessable'
  | 'too-many'
  | 'unavailable';

/** One fault of one input field, as Vercel's `error.fields` carries it. */
export interface FieldFault {
  readonly key: string;
  readonly message: string;
}

/** What a failure carries beside kind, code and message; `user` is fit for the customer's eyes, seconds are whole. */
export interface ErrorDetails {
  readonly user?: { readonly message: string; readonly url?: string };
  readonly fields?: readonly FieldFault[];
  readonly retryAfterSeconds?: number;
  readonly allow?: readonly string[];
  /** Absolute URL of the page to go to instead. */
  readonly location?: string;
  /** For the log only: which check failed. */
  readonly reason?: string;
  readonly cause?: unknown;
}

/** A failure as a fact: `code` is the wire's `error.code`, `message` is for logs and operators and holds no secret. */
export class DomainError extends Error {
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
  }

  /** Final: the same request can never succeed, so its answer may be kept and replayed. */
  get isFinal(): boolean {
    return !['unavailable', 'busy', 'too-many'].includes(this.kind);
  }
}
