import type { IncomingHttpHeaders } from 'node:http';

/** A request as it goes out, but for its token. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  /** Absent where the call has no body. */
  readonly body?: string;
  /** Of the body; JSON where nothing is said. */
  readonly contentType?: string;
}

/** Why an exchange was not completed. */
export type Breakage = 'connection_failed' | 'connection_lost' | 'timed_out' | 'answer_too_large';

/** What happened on the line: nothing was written, all was silence afterwards, or an answer came (perhaps not all of it). */
export type Exchange = NotSent | Lost | Answered;

/** Not a byte of the request left. */
export interface NotSent {
  readonly kind: 'not-sent';
  readonly why: Breakage;
}

/** The request left, at least in part, and no status came back. */
export interface Lost {
  readonly kind: 'lost';
  readonly why: Breakage;
}

/** A status came back; `broken` says why the body is not whole. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly broken?: Breakage;
}
