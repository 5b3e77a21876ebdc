import { Unreadable } from '../errors/index.js';

/** Nesting allowed in a body, the outermost object counted as 1. */
const MAX_DEPTH = 32;

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON object that the database can hold: no U+0000, no lone surrogates, no numbers beyond what a double keeps
 * exactly, no `__proto__`, not nested too deep. Anything else is `Unreadable` (400).
 */
export function parseJsonObject(raw: Uint8Array): Record<string, unknown> {
  const value = parseJson(raw);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Unreadable('The body must be a JSON object');
  }
  assertStorable(value);
  return value as Record<string, unknown>;
}

/** Whether PostgreSQL can store a text: no U+0000 and no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** JSON in UTF-8 as it came; whoever reads it sees to `assertStorable`. @throws Unreadable (400) */
export function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(raw));
  } catch {
    throw new Unreadable('The body is not valid JSON in UTF-8');
  }
}

/** Refuses what the database cannot hold, wherever it is in a value. @throws Unreadable (400) */
export function assertStorable(value: unknown, depth = 1): void {
  if (depth > MAX_DEPTH) throw new Unreadable(`The body is nested deeper than ${MAX_DEPTH} levels`);
  if (typeof value === 'string') return assertText(value);
  if (typeof value === 'number') return assertNumber(value);
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) assertStorable(item, depth + 1);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (key === '__proto__') throw new Unreadable('The body has a key that is not allowed');
    assertText(key);
    assertStorable(item, depth + 1);
  }
}

function assertText(text: string): void {
  if (!isStorableText(text)) throw new Unreadable('The body has text that is not valid Unicode or holds U+0000');
}

function assertNumber(number: number): void {
  const exact = Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
  if (!exact) throw new Unreadable('The body has a number beyond 2^53');
}
