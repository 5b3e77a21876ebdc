import { AsyncLocalStorage } from 'node:async_hooks';

/** What a handler, guard or filter can add to the one line of its request. */
export interface RequestNote {
  readonly code?: string;
  /** Which check failed; the caller is not told. */
  readonly reason?: string;
  /** Logged with its stack; for what nobody expected. */
  readonly err?: unknown;
}

/** The request in whose context the code runs. */
export interface RequestTrace {
  readonly requestId: string;
  note: RequestNote;
}

const current = new AsyncLocalStorage<RequestTrace>();

/** Runs the rest of a request, its asynchronous parts included. */
export function withTrace(trace: RequestTrace, work: () => void): void {
  current.run(trace, work);
}

/** Undefined outside of any request. */
export function requestTrace(): RequestTrace | undefined {
  return current.getStore();
}

/** Adds to the line that the current request will leave; later notes win, outside a request nothing happens. */
export function noteOnRequest(note: RequestNote): void {
  const trace = current.getStore();
  if (trace !== undefined) trace.note = { ...trace.note, ...note };
}
