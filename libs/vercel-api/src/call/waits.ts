import type { IncomingHttpHeaders } from 'node:http';

const SHORTEST_MS = 1_000;
const LONGEST_MS = 3_600_000;

/** What an answer's headers say about when to come again. */
export interface SaidWaits {
  /** From `Retry-After`. */
  readonly retryAfterMs?: number;
  /** From `X-RateLimit-Reset`, whether or not anything is left of the window. */
  readonly resetAfterMs?: number;
  /** Nothing is left of the window. */
  readonly usedUp: boolean;
}

/** Reads `Retry-After` (seconds or a date) and `X-RateLimit-*` (`Reset` in epoch seconds); what makes no sense is not there. */
export function saidWaits(headers: IncomingHttpHeaders, now: number): SaidWaits {
  const retryAfter = first(headers['retry-after']);
  const reset = first(headers['x-ratelimit-reset']);
  return {
    ...(retryAfter === undefined ? {} : maybe('retryAfterMs', retryAfterMs(retryAfter, now))),
    ...(reset === undefined ? {} : maybe('resetAfterMs', Number(reset) * 1000 - now)),
    usedUp: first(headers['x-ratelimit-remaining'])?.trim() === '0',
  };
}

/** Keeps a wait within a second and an hour, whatever was said and however the clocks differ. */
export function boundedWait(ms: number): number {
  return Math.ceil(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ms)));
}

function retryAfterMs(value: string, now: number): number {
  return /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
}

function maybe<Key extends string>(key: Key, ms: number): { readonly [name in Key]?: number } {
  return Number.isFinite(ms) ? ({ [key]: boundedWait(ms) } as { readonly [name in Key]?: number }) : {};
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
