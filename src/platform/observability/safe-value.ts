import { IncomingMessage, ServerResponse } from 'node:http';

import { isError, safeError } from './safe-error.js';

const REDACTED = '[redacted]';
const DEPTH = 5;
const ENTRIES = 50;
const LENGTH = 4_000;
const NODES = 200;

/** Compared in lower case without `-` and `_`. */
const CLOSED_KEYS = new Set(
  (
    'authorization cookie cookies setcookie headers rawheaders body rawbody query parameters values detail password ' +
    'passphrase secret secrets token accesstoken refreshtoken idtoken clientsecret privatekey apikey credentials ' +
    'connectionstring'
  ).split(' '),
);

/** How much of one value is looked at, so that a line stays a line whatever is handed in. */
interface Budget {
  left: number;
}

/**
 * A copy that is fit for a log: errors by allow-list, requests and responses by name, bytes by size, closed keys not at all,
 * and of classes only what they declare with `toJSON`. Never throws.
 */
export function safeValue(value: unknown): unknown {
  return attempt(() => copyOf(value, 0, { left: NODES }), '[unreadable]');
}

/** The same for the fields of a line; `level` and `time` are the logger's own. */
export function safeLine(fields: object): Record<string, unknown> {
  return attempt(() => {
    const { level: _level, time: _time, ...safe } = copyOfFields(fields, 0, { left: NODES });
    return safe;
  }, {});
}

/** Knows plain objects of any realm. */
export function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** A URL or request target without its query and fragment. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

function copyOf(value: unknown, depth: number, budget: Budget): unknown {
  if (typeof value === 'string') return value.length > LENGTH ? `${value.slice(0, LENGTH)}…` : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'symbol' || typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (isError(value)) return safeError(value);
  if (value instanceof IncomingMessage) return { method: value.method, path: pathOf(value.url ?? '') };
  if (value instanceof ServerResponse) return { status: value.statusCode };
  if (value instanceof URL) return value.origin + value.pathname;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= DEPTH || budget.left <= 0) return '[more]';
  return copyOfObject(value, depth, budget);
}

function copyOfObject(value: object, depth: number, budget: Budget): unknown {
  if (Array.isArray(value)) return taken(value, budget).map((member) => copyOf(member, depth + 1, budget));
  if ('toJSON' in value && typeof value.toJSON === 'function') return copyOf(value.toJSON(), depth + 1, budget);
  return isPlain(value) ? copyOfFields(value, depth, budget) : `[${value.constructor.name}]`;
}

function copyOfFields(value: object, depth: number, budget: Budget): Record<string, unknown> {
  const copies = taken(Object.entries(value), budget).map(([key, field]): [string, unknown] => [
    key,
    isClosed(key, field) ? REDACTED : copyOf(field, depth + 1, budget),
  ]);
  return Object.fromEntries(copies);
}

function taken<T>(members: readonly T[], budget: Budget): readonly T[] {
  const some = members.slice(0, Math.max(0, Math.min(ENTRIES, budget.left)));
  budget.left -= some.length;
  return some;
}

function isClosed(key: string, field: unknown): boolean {
  if (field === null || !['string', 'number', 'object'].includes(typeof field)) return false;
  return CLOSED_KEYS.has(key.toLowerCase().replaceAll(/[-_]/g, ''));
}

function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
