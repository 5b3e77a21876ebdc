import { pino, stdTimeFunctions, type DestinationStream, type Level, type LogFn, type Logger } from 'pino';

import { workContext } from '../context/index.js';
import { mask } from './mask.js';
import { requestTrace } from './request-trace.js';
import { isError, safeError } from './safe-error.js';
import { isPlain, safeLine, safeValue } from './safe-value.js';
import { standardOutput } from './standard-output.js';

export type { Logger } from 'pino';

/** `silent` is for tests; `destination` defaults to standard output. */
export interface LoggerOptions {
  readonly level: Level | 'silent';
  readonly destination?: DestinationStream;
}

/** A pino logger of JSON lines that holds back secrets by construction; the app and the CLI make one each. */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      mixin: whoAsked,
      formatters: { level: (label) => ({ level: label }), log: safeLine },
      serializers: { err: safeError, error: safeError, req: safeValue, res: safeValue },
      hooks: { logMethod: callSafely, streamWrite: mask },
    },
    destination ?? standardOutput(),
  );
}

/** A fresh object each time: pino merges the fields of the line into it. */
function whoAsked(): Record<string, unknown> {
  const requestId = requestTrace()?.requestId ?? workContext()?.requestId;
  return typeof requestId === 'string' ? { requestId } : {};
}

/** Settles errors before pino copies their message into `msg`, and what is to be printed into a message. */
function callSafely(this: Logger, args: Parameters<LogFn>, method: LogFn): void {
  const write = (...safe: readonly unknown[]): void => void Reflect.apply(method, this, safe);
  const [first, ...rest] = args as readonly unknown[];
  if (typeof first === 'string') return write(first, ...rest.map((value) => safeValue(value)));
  const fields = fieldsOf(first);
  const [text = messageOf(fields), ...values] = rest;
  write(fields, text, ...values.map((value) => safeValue(value)));
}

function fieldsOf(first: unknown): unknown {
  if (typeof first !== 'object' || first === null) return first;
  if (isError(first)) return { err: first };
  return isPlain(first) ? first : { value: first };
}

function messageOf(fields: unknown): string | undefined {
  if (typeof fields !== 'object' || fields === null || !('err' in fields)) return undefined;
  return safeError(fields.err).message;
}
