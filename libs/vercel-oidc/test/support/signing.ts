import { generateKeyPairSync, sign, type JsonWebKey, type KeyObject } from 'node:crypto';

/** What the parts of a token are made of; text is signed as it stands, so that it can be wrong. */
interface Parts {
  readonly header?: object | string;
  readonly claims: object | string | Uint8Array;
}

/** An RSA key of the issuer, with its published half. */
export class SigningKey {
  readonly #privateKey: KeyObject;
  readonly publicKey: KeyObject;

  constructor(
    readonly kid: string,
    { bits = 2048 } = {},
  ) {
    const pair = generateKeyPairSync('rsa', { modulusLength: bits });
    this.#privateKey = pair.privateKey;
    this.publicKey = pair.publicKey;
  }

  jwk(changes: object = {}): JsonWebKey {
    return { ...this.publicKey.export({ format: 'jwk' }), kid: this.kid, alg: 'RS256', use: 'sig', ...changes };
  }

  privateJwk(): JsonWebKey {
    return { ...this.#privateKey.export({ format: 'jwk' }), kid: this.kid, alg: 'RS256', use: 'sig' };
  }

  token({ header = {}, claims }: Parts, digest = 'sha256'): string {
    const input = signingInput(typeof header === 'string' ? header : this.header(header), claims);
    return `${input}.${sign(digest, Buffer.from(input), this.#privateKey).toString('base64url')}`;
  }

  header(changes: object = {}): object {
    return { alg: 'RS256', typ: 'JWT', kid: this.kid, ...changes };
  }
}

/** The first two parts; a member that is undefined is left out. */
export function signingInput(header: object | string, claims: Parts['claims']): string {
  return [header, claims].map((part) => base64url(isRaw(part) ? part : JSON.stringify(part))).join('.');
}

function isRaw(part: object | string): part is string | Uint8Array {
  return typeof part === 'string' || part instanceof Uint8Array;
}

/** Text or bytes as a token's part. */
export function base64url(part: string | Uint8Array): string {
  return Buffer.from(part).toString('base64url');
}
