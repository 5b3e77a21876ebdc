import { createSecretKey, type KeyObject } from 'node:crypto';

import { InvalidKeyRing, UnknownSealingKey } from './crypto.errors.js';

const KEY_BYTES = 32;
const ID = /^[A-Za-z0-9_-]{1,32}$/;

/** The key-encryption keys: the first of the list seals, every one of them opens. */
export class KeyRing {
  readonly #keys: ReadonlyMap<string, KeyObject>;

  private constructor(
    readonly currentKeyId: string,
    keys: ReadonlyMap<string, KeyObject>,
  ) {
    this.#keys = keys;
  }

  /** Reads `id:base64-32-bytes`, comma-separated; names every fault by the position of its entry, never by its text. */
  static parse(text: string): KeyRing {
    const entries = text.split(',').map((entry, index) => readEntry(entry.trim(), index + 1));
    const faults = [...entries.flatMap((entry) => entry.faults), ...repetitions(entries)];
    const [first] = entries;
    if (faults.length > 0 || first === undefined) throw new InvalidKeyRing(faults);
    return new KeyRing(first.id, new Map(entries.map(({ id, key }) => [id, createSecretKey(key)])));
  }

  /** In the order of the list. */
  get ids(): readonly string[] {
    return [...this.#keys.keys()];
  }

  keyOf(id: string): KeyObject {
    const key = this.#keys.get(id);
    if (key === undefined) throw new UnknownSealingKey(id);
    return key;
  }
}

interface Entry {
  readonly id: string;
  readonly key: Buffer;
  readonly position: number;
  readonly faults: readonly string[];
}

function readEntry(entry: string, position: number): Entry {
  const colon = entry.indexOf(':');
  const id = colon < 0 ? '' : entry.slice(0, colon);
  const encoded = entry.slice(colon + 1);
  const key = Buffer.from(encoded, 'base64');
  const faults: string[] = [];
  if (!ID.test(id)) faults.push(`entry ${position}: the id is not 1 to 32 of A-Z, a-z, 0-9, "_" and "-"`);
  if (key.length !== KEY_BYTES || key.toString('base64') !== encoded) {
    faults.push(`entry ${position}: the key is not ${KEY_BYTES} bytes in base64`);
  }
  return { id, key, position, faults };
}

function repetitions(entries: readonly Entry[]): string[] {
  const sound = entries.filter(({ faults }) => faults.length === 0);
  return sound.flatMap((entry, index) => {
    const earlier = sound.slice(0, index);
    return [
      ...(earlier.some(({ id }) => id === entry.id)
        ? [`entry ${entry.position}: repeats the id of an earlier one`]
        : []),
      ...(earlier.some(({ key }) => key.equals(entry.key))
        ? [`entry ${entry.position}: repeats the key of an earlier one`]
        : []),
    ];
  });
}
