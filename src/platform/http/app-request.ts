import type { Request } from 'express';
import type { ErrorAnswer } from '../errors/index.js';

/** What the layers in front of a handler have found out about a request. */
export interface AppRequest extends Request {
  /** Set by the logger: `x-request-id`, or one that was made. */
  id: string;
  /** The body as it came over the wire; empty when there was none. */
  rawBody?: Buffer;
  /** The installation of the path, once the caller has proven to be allowed there. */
  installationId?: string;
  /** How this route tells failures, when not as Vercel's error body. */
  renderError?: (answer: ErrorAnswer) => { readonly status: number; readonly body: unknown };
}
