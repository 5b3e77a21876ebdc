import { createHash, randomBytes } from 'node:crypto';

/** A secret that nobody guesses: 43 characters of base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of it, from which it cannot be had back. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
