import { Unavailable } from '../errors/index.js';

/** A try that did not end in the time its definition gives it. */
export class TookTooLong extends Unavailable {
  constructor(seconds: number) {
    super(`Not done within ${seconds} seconds`);
  }
}

/**
 * Lets work take so long. Then its signal is aborted and nobody waits for it any more; what it still does is on its own.
 * @throws TookTooLong
 */
export async function within(
  seconds: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const limit = new AbortController();
  const { promise: tooLong, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new TookTooLong(seconds);
    limit.abort(error);
    reject(error);
  }, seconds * 1_000);
  try {
    await Promise.race([work(AbortSignal.any([signal, limit.signal])), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
