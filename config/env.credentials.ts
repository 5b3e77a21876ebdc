import { signingKey } from '#libs/standard-webhooks';
import { Unfit, type Parser } from './env.variable.js';

/** Signature algorithms that need no shared secret; everything else would let a public key forge tokens. */
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const LEAST_KEY_LENGTH = 16;
const API_KEY = /^(?<name>[A-Za-z0-9_.-]{1,64})(?:\[(?<scopes>[a-z][a-z-]*(?:\+[a-z][a-z-]*)*)\])?:(?<key>.*)$/s;

/** A key of the admin API as configured: `scopes` null means all of them. */
export interface ApiKeyEntry {
  readonly name: string;
  readonly scopes: readonly string[] | null;
  readonly key: string;
}

/** Name of a JWS algorithm that Vercel may sign with. */
export const asymmetricAlgorithm: Parser<string> = (value) => {
  if (!ASYMMETRIC.includes(value)) throw new Unfit(`must be one of ${ASYMMETRIC.join(', ')}`);
  return value;
};

/** A shared secret: printable, without blanks. */
export const sharedSecret: Parser<string> = (value) => {
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Unfit('must be printable characters without blanks');
  return value;
};

/** A secret that signs messages both ways: as Standard Webhooks writes it, or a text of its own. */
export const messageSecret: Parser<string> = (value) => {
  const secret = sharedSecret(value);
  if (secret.length < LEAST_KEY_LENGTH) throw new Unfit(`is shorter than ${LEAST_KEY_LENGTH} characters`);
  try {
    signingKey(secret);
  } catch (error) {
    throw error instanceof RangeError ? new Unfit(error.message) : error;
  }
  return secret;
};

/** `name:key` for every scope, or `name[read+operate]:key`. */
export const apiKey: Parser<ApiKeyEntry> = (value) => {
  const groups = API_KEY.exec(value)?.groups;
  if (groups === undefined) throw new Unfit('must be written as name:key or name[scope+scope]:key');
  const key = sharedSecret(groups['key'] ?? '');
  if (key.length < LEAST_KEY_LENGTH) throw new Unfit(`has a key shorter than ${LEAST_KEY_LENGTH} characters`);
  return { name: groups['name'] ?? '', scopes: groups['scopes']?.split('+') ?? null, key };
};

/** `name:key`, for an API that knows no scopes. */
export const plainApiKey: Parser<ApiKeyEntry> = (value) => {
  const entry = apiKey(value);
  if (entry.scopes !== null) throw new Unfit('must be written as name:key');
  return entry;
};

/** Entries under a name each, none of them twice. */
export function namedOnce<T extends { readonly name: string }>(parse: Parser<readonly T[]>): Parser<readonly T[]> {
  return (value) => {
    const entries = parse(value);
    const repeated = entries.findIndex((entry, index) => entries.findIndex(({ name }) => name === entry.name) < index);
    if (repeated >= 0) throw new Unfit(`entry ${repeated + 1} repeats the name of an earlier one`);
    return entries;
  };
}
