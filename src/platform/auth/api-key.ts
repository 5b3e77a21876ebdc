import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '../errors/index.js';
import type { GuardedRequest } from './access.js';

/** The one of these keys that a request bears, compared by digest in constant time. @throws DomainError (401) */
export function keyOf<K extends { readonly digest: Buffer }>(request: GuardedRequest, keys: readonly K[]): K {
  const headers = request.headersDistinct['authorization'] ?? [];
  const token = headers.length === 1 ? /^Bearer ([\x21-\x7e]{1,512})$/i.exec(headers[0] ?? '')?.[1] : undefined;
  const digest = createHash('sha256')
    .update(token ?? '')
    .digest();
  const key = keys.find((candidate) => timingSafeEqual(candidate.digest, digest));
  if (token !== undefined && key !== undefined) return key;
  throw new DomainError('unauthenticated', 'unauthorized', 'A valid API key is needed');
}
