import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import type { SimulatorClock } from '../simulator-clock.js';

/** An RSA key of the simulated Vercel under its key id. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface RetiredKey {
  readonly key: SigningKey;
  readonly publishedUntil: Date;
}

/** A fresh RSA key of 2048 bits. */
export function newSigningKey(kid: string = randomUUID()): SigningKey {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}

/** The keys that Vercel signs with and publishes. */
export class KeyRing {
  private signing = newSigningKey();
  private retired: RetiredKey[] = [];

  constructor(private readonly clock: SimulatorClock) {}

  /** The key that signs now. */
  current(): SigningKey {
    return this.signing;
  }

  /** Signs with a new key from here on; the old one stays published for so many seconds (0: gone at once). */
  rotate({ keepOldForSeconds = 3600 }: { readonly keepOldForSeconds?: number } = {}): SigningKey {
    const publishedUntil = new Date(this.clock.now().getTime() + keepOldForSeconds * 1000);
    this.retired = [...this.retired, { key: this.signing, publishedUntil }];
    this.signing = newSigningKey();
    return this.signing;
  }

  /** The JSON Web Key Set as it is published at this moment. */
  keySet(): { readonly keys: readonly object[] } {
    const now = this.clock.now();
    this.retired = this.retired.filter(({ publishedUntil }) => publishedUntil > now);
    return { keys: [this.signing, ...this.retired.map(({ key }) => key)].map(publicJwk) };
  }
}

/** The published form of a key. */
export function publicJwk(key: SigningKey): object {
  return { ...key.publicKey.export({ format: 'jwk' }), kid: key.kid, use: 'sig', alg: 'RS256' };
}
