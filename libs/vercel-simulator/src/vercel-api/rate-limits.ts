import type { SimulatorClock } from '../simulator-clock.js';

const WINDOW_SECONDS = 60;
const OTHERS = 1000;

/** Requests a minute that Vercel publishes per endpoint, by method and the tail of the path. */
const PUBLISHED: readonly (readonly [method: string, tail: RegExp, amount: number])[] = [
  ['POST', /\/billing$/, 10],
  ['POST', /\/billing\/balance$/, 10],
  ['POST', /\/billing\/invoices$/, 10],
  ['GET', /\/billing\/invoices\/[^/]+$/, 60],
  ['POST', /\/events$/, 60],
  ['GET', /\/account$/, 60],
  ['GET', /\/member\/[^/]+$/, 60],
  ['PUT', /\/secrets$/, 20],
  ['PUT', /\/resources\/[^/]+$/, 100],
  ['DELETE', /\/resources\/[^/]+$/, 100],
  ['GET', /\/configuration\/[^/]+$/, 120],
  ['GET', /\/configurations$/, 200],
  ['GET', /\/env(\/[^/]+)?$/, 500],
  ['POST', /\/env$/, 120],
  ['PATCH', /\/env\/[^/]+$/, 120],
  ['DELETE', /\/env(\/[^/]+)?$/, 60],
  ['GET', /\/log-drains$/, 100],
  ['POST', /\/log-drains$/, 20],
  ['DELETE', /\/log-drains\/[^/]+$/, 60],
  ['POST', /\/drains\/test$/, 30],
  ['GET', /\/drains(\/[^/]+)?$/, 100],
  ['POST', /\/drains$/, 30],
  ['PATCH', /\/drains\/[^/]+$/, 30],
  ['DELETE', /\/drains\/[^/]+$/, 30],
];

/** How much of a window is left after a request; `reset` in seconds since the epoch. */
export interface RateState {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  readonly reset: number;
}

/** Fixed windows per installation and endpoint, as Vercel announces them in `X-RateLimit-*`. */
export class RateLimits {
  private readonly windows = new Map<string, { readonly reset: number; used: number }>();

  constructor(private readonly clock: SimulatorClock) {}

  /** Counts a request of an installation. */
  count(installationId: string, method: string, path: string): RateState {
    const published = PUBLISHED.findIndex(([verb, tail]) => verb === method && tail.test(path));
    const limit = PUBLISHED[published]?.[2] ?? OTHERS;
    const window = this.window(`${installationId} ${published < 0 ? method : published}`);
    window.used += 1;
    const remaining = Math.max(0, limit - window.used);
    return { allowed: window.used <= limit, limit, remaining, reset: window.reset };
  }

  private window(key: string): { readonly reset: number; used: number } {
    const now = this.clock.seconds();
    const open = this.windows.get(key);
    if (open && open.reset > now) return open;
    const fresh = { reset: now + WINDOW_SECONDS, used: 0 };
    this.windows.set(key, fresh);
    return fresh;
  }
}

/** The headers that announce a rate state. */
export function rateHeaders(state: RateState): Record<string, string> {
  return {
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-reset': String(state.reset),
  };
}
