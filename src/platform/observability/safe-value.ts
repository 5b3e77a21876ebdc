import { IncomingMessage, ServerResponse } from 'node:http';

import { safeError } from './safe-error.js';

const REDACTED = '[redacted]';
const DEPTH = 5;
const ENTRIES = 50;
const LENGTH = 4_000;

/** Compared in lower case without `-` and `_`. */
const CLOSED_KEYS = new Set(
  (
    'authorization cookie cookies setcookie headers rawheaders body rawbody query parameters values detail password ' +
    'passphrase secret secrets token accesstoken refreshtoken idtoken clientsecret privatekey apikey credentials ' +
    'connectionstring'
  ).split(' '),
);

/** A copy that is fit for a log: errors by allow-list, requests and responses by name, bytes by size, closed keys not at all. */
export function safeValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.length > LENGTH ? `${value.slice(0, LENGTH)}…` : value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'symbol' || typeof value === 'function') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return safeError(value);
  if (value instanceof IncomingMessage) return { method: value.method, path: pathOf(value.url ?? '') };
  if (value instanceof ServerResponse) return { status: value.statusCode };
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof URL) return value.origin + value.pathname;
  if (depth >= DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, ENTRIES).map((member) => safeValue(member, depth + 1));
  return 'toJSON' in value && typeof value.toJSON === 'function'
    ? safeValue(value.toJSON(), depth + 1)
    : safeFields(value, depth);
}

/** The same for the fields of a line; `level` and `time` are the logger's own. */
export function safeLine(fields: Record<string, unknown>): Record<string, unknown> {
  const { level: _level, time: _time, ...safe } = safeFields(fields, 0);
  return safe;
}

/** A URL or request target without its query and fragment. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}

function safeFields(value: object, depth: number): Record<string, unknown> {
  const entries = Object.entries(value).slice(0, ENTRIES);
  return Object.fromEntries(
    entries.map(([key, field]) => [key, isClosed(key, field) ? REDACTED : safeValue(field, depth + 1)]),
  );
}

function isClosed(key: string, field: unknown): boolean {
  const holdsText =
    typeof field === 'string' || typeof field === 'number' || (typeof field === 'object' && field !== null);
  return holdsText && CLOSED_KEYS.has(key.toLowerCase().replaceAll(/[-_]/g, ''));
}
