import { createHash } from 'node:crypto';
import { createLocalJWKSet, errors, importJWK, type CryptoKey, type JWK } from 'jose';
import { KeySetRefused } from './key-set-fetch.js';
import { isJsonObject, parseStrictObject, type JsonObject } from './strict-json.js';
import { KEY_ID, type TokenHeader } from './token-header.js';

/** Public keys that were read once and do not change. */
export interface KeySet {
  readonly keyIds: ReadonlySet<string>;
  /** Equal for two fetches that brought the same keys. */
  readonly fingerprint: string;
  /** Null when the key of that id is not meant for that algorithm. */
  find(header: TokenHeader): Promise<CryptoKey | null>;
}

/** What a key is tried with on arrival when it does not name an algorithm itself, by its curve or type. */
const DEFAULT_ALGORITHMS = new Map<unknown, string>([
  ['RSA', 'RS256'],
  ['P-256', 'ES256'],
  ['P-384', 'ES384'],
  ['P-521', 'ES512'],
  ['Ed25519', 'EdDSA'],
]);
const PUBLIC_MEMBERS = ['kty', 'kid', 'alg', 'use', 'n', 'e', 'crv', 'x', 'y'];
const SECRET_MEMBERS = ['d', 'k', 'priv'];
const MAX_KEYS = 100;
const MIN_RSA_BITS = 2048;

/** Reads a fetched key set; keys that could never verify are left out, and KeySetRefused is thrown when none remains. */
export async function readKeySet(bytes: Uint8Array): Promise<KeySet> {
  const listed = parseStrictObject(bytes)?.['keys'];
  if (!Array.isArray(listed)) throw new KeySetRefused('not a JSON key set');
  if (listed.length > MAX_KEYS) throw new KeySetRefused(`more than ${MAX_KEYS} keys`);
  const read = await Promise.all(listed.filter(isJsonObject).map(readKey));
  const keys = read.filter((key) => key !== null);
  if (keys.length === 0) throw new KeySetRefused('no usable key');
  const local = createLocalJWKSet({ keys });
  return {
    keyIds: new Set(keys.map(({ kid }) => kid)),
    fingerprint: createHash('sha256').update(JSON.stringify(keys)).digest('base64'),
    find: (header) => local({ ...header }).catch(notForThatAlgorithm),
  };
}

async function readKey(listed: JsonObject): Promise<(JWK & { kid: string; kty: string }) | null> {
  const { kty, kid, alg, use = 'sig', key_ops: operations = ['verify'] } = listed;
  if (typeof kid !== 'string' || !KEY_ID.test(kid) || typeof kty !== 'string') return null;
  if (use !== 'sig' || !Array.isArray(operations) || !operations.includes('verify')) return null;
  // A published private key lets anybody sign: it verifies nothing any more.
  if (SECRET_MEMBERS.some((member) => Object.hasOwn(listed, member))) return null;
  const tried = alg ?? DEFAULT_ALGORITHMS.get(listed['crv'] ?? kty);
  if (typeof tried !== 'string') return null;
  const members = PUBLIC_MEMBERS.filter((member) => Object.hasOwn(listed, member));
  const jwk = { ...Object.fromEntries(members.map((member) => [member, listed[member]])), kid, kty };
  return (await isStrong(jwk, tried)) ? jwk : null;
}

async function isStrong(jwk: JWK, algorithm: string): Promise<boolean> {
  try {
    const key = await importJWK(jwk, algorithm);
    if (key instanceof Uint8Array || key.type !== 'public' || !key.usages.includes('verify')) return false;
    const bits = 'modulusLength' in key.algorithm ? Number(key.algorithm.modulusLength) : MIN_RSA_BITS;
    return bits >= MIN_RSA_BITS;
  } catch {
    return false;
  }
}

function notForThatAlgorithm(error: unknown): null {
  if (error instanceof errors.JOSEError) return null;
  throw error;
}
