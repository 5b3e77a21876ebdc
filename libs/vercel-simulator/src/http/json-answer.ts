import type { ErrorResponse } from '#libs/vercel-contract';

/** An answer before it is written: JSON unless `body` is undefined (none) or a page is given. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** A text for a browser: a page, unless the headers say otherwise. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal with Vercel's error body. */
export function refusal(status: number, code: string, message: string, extra: object = {}): Answer {
  const body: ErrorResponse = { error: { code, message, ...extra } };
  return { status, body };
}
