import { badClaims } from './bad-claims.js';
import { badEncodings } from './bad-encodings.js';
import { badHeaders } from './bad-headers.js';
import { badSignatures } from './bad-signatures.js';
import type { BadToken, TokenParts } from './bad-token.js';

export type { BadToken } from './bad-token.js';

/** Every deliberately bad token over one right set of claims. */
export function* badTokens(parts: TokenParts): Generator<BadToken> {
  yield* badSignatures(parts);
  yield* badHeaders(parts);
  yield* badClaims(parts);
  yield* badEncodings(parts);
}
