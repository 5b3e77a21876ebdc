import { createHash, createHmac, randomBytes } from 'node:crypto';

const SECRET = /^[\w-]{43}$/;
const STATE = /^(?<tag>[\w-]{8})\.[\w-]{43}$/;

/** What a login is checked by; all of it follows from one secret, of which the server keeps nothing but the digest. */
export interface LoginChecks {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** A value that nobody can guess, for a cookie. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text can be such a value. */
export function isSecret(text: string | null): text is string {
  return text !== null && SECRET.test(text);
}

/** By which the database knows a secret. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Tells logins in several tabs of one browser apart; not secret. */
export function newTag(): string {
  return randomBytes(6).toString('base64url');
}

/** The tag in a state that came back; null for what is none of ours. */
export function tagOf(state: unknown): string | null {
  return typeof state === 'string' ? (STATE.exec(state)?.groups?.['tag'] ?? null) : null;
}

/** The checks of a login; the verifier is long enough for PKCE (43 characters). */
export function checksOf(secret: string, tag: string): LoginChecks {
  const derived = (purpose: string): string => createHmac('sha256', secret).update(purpose).digest('base64url');
  return { state: `${tag}.${derived('state')}`, nonce: derived('nonce'), verifier: derived('verifier') };
}
