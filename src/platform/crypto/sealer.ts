import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

import { SealBroken } from './crypto.errors.js';
import type { KeyRing } from './key-ring.js';
import { encodeBinding, type SealBinding } from './seal-binding.js';
import { Secret } from './secret.js';

/** What a table keeps of a value: `data` in a `bytea` column, the key's id in a text column beside it. */
export interface Sealed {
  readonly keyId: string;
  readonly data: Buffer;
}

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const CONTENT = { bytes: 0, utf8: 1, utf16: 2 } as const;
const KEY = 32;
const NONCE = 12;
const TAG = 16;
const HEADER = 2;
const WRAPPED = HEADER + NONCE + KEY + TAG;
const OVERHEAD = WRAPPED + NONCE + TAG;
const TAGGED = { authTagLength: TAG };

/**
 * Seals values in an envelope: version, content kind, then a fresh data key under the ring's current key, then the value
 * under the data key; each part is nonce, cipher text, tag.
 */
export class Sealer {
  constructor(private readonly ring: KeyRing) {}

  get currentKeyId(): string {
    return this.ring.currentKeyId;
  }

  /** Of all keys, the one that seals first. */
  get keyIds(): readonly string[] {
    return this.ring.ids;
  }

  seal(plain: Secret | Uint8Array, binding: SealBinding): Sealed {
    const { content, bytes } = encode(plain);
    return this.sealContent(content, bytes, binding);
  }

  /** Opens what was sealed from a `Secret`. */
  open(sealed: Sealed, binding: SealBinding): Secret {
    const { content, bytes } = this.openContent(sealed, binding);
    if (content === CONTENT.utf8) return Secret.of(bytes.toString('utf8'));
    if (content === CONTENT.utf16) return Secret.of(bytes.toString('utf16le'));
    throw new SealBroken(binding.table, binding.column);
  }

  /** Opens what was sealed from bytes. */
  openBytes(sealed: Sealed, binding: SealBinding): Buffer {
    const { content, bytes } = this.openContent(sealed, binding);
    if (content !== CONTENT.bytes) throw new SealBroken(binding.table, binding.column);
    return bytes;
  }

  /**
   * The same value under the current key and a new data key, for the place that it goes to if that is another one; opens it
   * on the way, so a broken one is noticed.
   */
  reseal(sealed: Sealed, binding: SealBinding, to: SealBinding = binding): Sealed {
    const { content, bytes } = this.openContent(sealed, binding);
    const resealed = this.sealContent(content, bytes, to);
    bytes.fill(0);
    return resealed;
  }

  private sealContent(content: number, plain: Uint8Array, binding: SealBinding): Sealed {
    const keyId = this.ring.currentKeyId;
    const header = Buffer.from([VERSION, content]);
    const bound = encodeBinding(header, keyId, binding);
    const random = randomBytes(KEY + NONCE + NONCE);
    const dataKey = random.subarray(0, KEY);
    const data = Buffer.concat([
      header,
      ...encrypt(this.ring.keyOf(keyId), random.subarray(KEY, KEY + NONCE), bound, dataKey),
      ...encrypt(createSecretKey(dataKey), random.subarray(KEY + NONCE), bound, plain),
    ]);
    dataKey.fill(0);
    return { keyId, data };
  }

  private openContent({ keyId, data }: Sealed, binding: SealBinding): { content: number; bytes: Buffer } {
    const key = this.ring.keyOf(keyId);
    if (data.length < OVERHEAD || data[0] !== VERSION) throw new SealBroken(binding.table, binding.column);
    const bound = encodeBinding(data.subarray(0, HEADER), keyId, binding);
    try {
      const dataKey = decrypt(key, data.subarray(HEADER, WRAPPED), bound);
      const bytes = decrypt(createSecretKey(dataKey), data.subarray(WRAPPED), bound);
      dataKey.fill(0);
      return { content: data.readUInt8(1), bytes };
    } catch {
      throw new SealBroken(binding.table, binding.column);
    }
  }
}

/** UTF-8 would turn a lone surrogate into U+FFFD; such a text is kept as UTF-16. */
function encode(plain: Secret | Uint8Array): { content: number; bytes: Uint8Array } {
  if (!(plain instanceof Secret)) return { content: CONTENT.bytes, bytes: plain };
  const text = plain.reveal();
  if (text.isWellFormed()) return { content: CONTENT.utf8, bytes: Buffer.from(text, 'utf8') };
  return { content: CONTENT.utf16, bytes: Buffer.from(text, 'utf16le') };
}

/** Keys are `KeyObject`s throughout: with a buffer Node makes one at each call, at four times the cost of the cipher. */
function encrypt(key: KeyObject, nonce: Buffer, bound: Buffer, plain: Uint8Array): [Buffer, Buffer, Buffer] {
  const cipher = createCipheriv(CIPHER, key, nonce, TAGGED).setAAD(bound);
  const encrypted = cipher.update(plain);
  cipher.final();
  return [nonce, encrypted, cipher.getAuthTag()];
}

function decrypt(key: KeyObject, part: Buffer, bound: Buffer): Buffer {
  const tagAt = part.length - TAG;
  const decipher = createDecipheriv(CIPHER, key, part.subarray(0, NONCE), TAGGED).setAAD(bound);
  decipher.setAuthTag(part.subarray(tagAt));
  const plain = decipher.update(part.subarray(NONCE, tagAt));
  decipher.final();
  return plain;
}
