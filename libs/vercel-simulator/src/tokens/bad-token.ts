import type { SigningKey } from '../keys/key-ring.js';
import type { Fields } from './sign.js';

/** A token to refuse; `sendable` is false where no HTTP client would put it into a header (a line break). */
export interface BadToken {
  readonly name: string;
  readonly token: string;
  readonly sendable: boolean;
}

/** What a right token would be made of. */
export interface TokenParts {
  readonly claims: Fields;
  readonly key: SigningKey;
  /** Seconds since the epoch. */
  readonly now: number;
}

/** A bad token that any client can send. */
export function bad(name: string, token: string): BadToken {
  return { name, token, sendable: true };
}
