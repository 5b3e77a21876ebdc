import { QueryFailedError } from 'typeorm';
import { Crowded, Unavailable } from '../errors/index.js';
import { ShareInUse } from './shared-pool.js';

/** PostgreSQL's two codes for a transaction that may simply be run again. */
const RETRY_CODES = new Set(['40001', '40P01']);

/** Server shutting down or starting, resources exhausted, lock or statement time-out, transaction outcome unknown. */
const TRANSIENT_CODES = new Set(['40003', '55P03', '57014', '57P01', '57P02', '57P03', '57P05', '25P03']);
const TRANSIENT_CLASSES = new Set(['08', '53']);
const TRANSIENT_NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
const TRANSIENT_MESSAGES =
  /timeout expired|timeout exceeded when trying to connect|connection terminated|client has encountered a connection error|not queryable|Client was closed/i;

function codeOf(error: unknown): string | null {
  const driverError: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof driverError !== 'object' || driverError === null || !('code' in driverError)) return null;
  return typeof driverError.code === 'string' ? driverError.code : null;
}

/** Whether the transaction failed only because of another one and may be run again at once. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  return code !== null && RETRY_CODES.has(code);
}

/** Whether the database, or the way to it, is in trouble that may pass. */
export function isTransient(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== null && (RETRY_CODES.has(code) || TRANSIENT_CODES.has(code) || TRANSIENT_NETWORK.has(code))) return true;
  if (code?.length === 5 && TRANSIENT_CLASSES.has(code.slice(0, 2))) return true;
  return error instanceof Error && TRANSIENT_MESSAGES.test(error.message);
}

/** Whether a statement was refused because it would have left a required column empty. */
export function isNotNullViolation(error: unknown): boolean {
  return codeOf(error) === '23502';
}

/** Turns trouble of the database or of the way to it into a 503, or into a 429 for whoever makes it; anything else stays what it is. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof ShareInUse) return new Crowded('Too many requests of this caller are in work', { cause: error });
  if (!(error instanceof Error) || !isTransient(error)) return error;
  return new Unavailable('The database is not available', { cause: error });
}
