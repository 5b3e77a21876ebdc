import { setTimeout as pause } from 'node:timers/promises';

/** In which everything that is looked at has to come to an end. */
export const LIMIT_MS = 5_000;

/** Somebody did not come to an end in time. */
export class TooLate extends Error {
  constructor(limitMs: number) {
    super(`no verdict within ${limitMs / 1_000} seconds`);
    this.name = new.target.name;
  }
}

/** What `work` gives or throws, or `TooLate`; what comes after that is nobody's concern. */
export async function within<T>(limitMs: number, work: () => Promise<T> | T): Promise<T> {
  const ended = new AbortController();
  const late = pause(limitMs, undefined, { signal: ended.signal }).then(() => {
    throw new TooLate(limitMs);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([Promise.resolve().then(work), late]);
  } finally {
    ended.abort();
  }
}
