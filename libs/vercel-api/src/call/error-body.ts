import { type Fields, isFields, textOf } from '../answers/fields.js';

const CODE = /^[\w.:-]{1,80}$/;
const LONGEST_MESSAGE = 300;

/** Vercel's error body (`{error: {code, message}}`), as far as it is relied on. */
export interface VercelRefusal {
  readonly code: string;
  readonly message: string;
  /** Vercel's way of saying 403 to a token that is not, or no longer, valid. */
  readonly invalidToken: boolean;
  /** Epoch milliseconds at which a rate-limit window ends, when the body says so. */
  readonly resetMs?: number;
}

/** Reads an error body; null when it is none, so that no proxy's page passes for Vercel's word. */
export function readRefusal(text: string): VercelRefusal | null {
  const error = errorOf(text);
  const code = error === null ? undefined : textOf(error, 'code');
  if (error === null || code === undefined) return null;
  const message = (textOf(error, 'message') ?? '').slice(0, LONGEST_MESSAGE);
  const invalidToken = error['invalidToken'] === true;
  return { code: CODE.test(code) ? code : 'unreadable_code', message, invalidToken, ...resetOf(error) };
}

function errorOf(text: string): Fields | null {
  try {
    const body: unknown = JSON.parse(text);
    return isFields(body) && isFields(body['error']) ? body['error'] : null;
  } catch {
    return null;
  }
}

function resetOf(error: Fields): { readonly resetMs?: number } {
  const limit = isFields(error['limit']) ? error['limit'] : {};
  if (typeof limit['resetMs'] === 'number') return { resetMs: limit['resetMs'] };
  return typeof limit['reset'] === 'number' ? { resetMs: limit['reset'] * 1000 } : {};
}
