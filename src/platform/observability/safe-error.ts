import { types } from 'node:util';

/** What a log shows of an error: an allow-list, so that drivers' `parameters`, `query`, `detail` and `input` stay out. */
interface SafeError {
  readonly type: string;
  readonly message: string;
  readonly code?: string | number;
  readonly reason?: string;
  readonly stack?: string;
  readonly cause?: SafeError;
  readonly errors?: readonly SafeError[];
}

const DEPTH = 4;
const MEMBERS = 5;
const MESSAGE_LENGTH = 2_000;
const STACK_LENGTH = 8_000;
/** Data exceptions and syntax errors; the other classes quote names of tables and constraints, which are wanted. */
const QUOTES_VALUES = /^(?:22[0-9A-Z]{3}|42601)$/;

/** Descriptions pass through here again when a line is written. */
const described = new WeakSet<object>();

/** Knows errors of Node's own realm as well, where `instanceof` does not. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** Describes whatever was thrown. */
export function safeError(thrown: unknown): SafeError {
  if (typeof thrown === 'object' && thrown !== null && described.has(thrown)) return thrown as SafeError;
  const safe = describeError(thrown, 0);
  described.add(safe);
  return safe;
}

function describeError(thrown: unknown, depth: number): SafeError {
  if (!isError(thrown)) return { type: typeof thrown, message: textOf(thrown) };
  const { code, reason, cause, errors } = factsOf(thrown);
  const message = safeMessage(thrown);
  const deeper = depth < DEPTH;
  return {
    type: nameOf(thrown),
    message,
    ...(code === undefined ? {} : { code }),
    ...(reason === undefined ? {} : { reason }),
    ...(thrown.stack === undefined ? {} : { stack: safeStack(thrown, message) }),
    ...(deeper && cause !== undefined ? { cause: describeError(cause, depth + 1) } : {}),
    ...(deeper && Array.isArray(errors)
      ? { errors: errors.slice(0, MEMBERS).map((error) => describeError(error, depth + 1)) }
      : {}),
  };
}

interface Facts {
  readonly code?: string | number;
  readonly reason?: string;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function factsOf(error: Error & { code?: unknown; details?: unknown; errors?: unknown }): Facts {
  const { code, cause, errors } = error;
  const reason = reasonOf(error.details);
  return {
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(reason === undefined ? {} : { reason }),
    cause,
    errors,
  };
}

function reasonOf(details: unknown): string | undefined {
  if (typeof details !== 'object' || details === null || !('reason' in details)) return undefined;
  return typeof details.reason === 'string' ? details.reason : undefined;
}

/** PostgreSQL quotes the offending value at the end: `invalid input syntax for type uuid: "…"`. */
function safeMessage(error: Error & { code?: unknown }): string {
  const message = typeof error.message === 'string' ? error.message : '';
  const quotesValue = typeof error.code === 'string' && QUOTES_VALUES.test(error.code);
  return (quotesValue ? message.replace(/"[^]*"/, '"[value]"') : message).slice(0, MESSAGE_LENGTH);
}

/** V8 puts the message into the stack, and there it would show in full: only the frames are taken over. */
function safeStack(error: Error, message: string): string {
  const stack = String(error.stack);
  const afterMessage = stack.slice(stack.indexOf(error.message) + error.message.length);
  const frames = afterMessage.search(/\n\s+at /);
  return `${error.name}: ${message}${frames < 0 ? '' : afterMessage.slice(frames)}`.slice(0, STACK_LENGTH);
}

function nameOf(error: Error): string {
  const { constructor } = error;
  return typeof constructor === 'function' && constructor !== Error ? constructor.name : error.name;
}

function textOf(thrown: unknown): string {
  return typeof thrown === 'string' ? thrown.slice(0, MESSAGE_LENGTH) : 'something that is not an error was thrown';
}
