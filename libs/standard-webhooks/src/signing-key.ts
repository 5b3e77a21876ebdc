const PREFIX = 'whsec_';

/** Fewest and most bytes of a key in the standard's own notation. */
const LEAST_BYTES = 24;
const MOST_BYTES = 64;

/** The key that a secret stands for: `whsec_` and base64, as the standard writes it, or else the text's own bytes. @throws RangeError */
export function signingKey(secret: string): Uint8Array {
  if (!secret.startsWith(PREFIX)) return Buffer.from(secret, 'utf8');
  const text = secret.slice(PREFIX.length);
  const key = Buffer.from(text, 'base64');
  const isBase64 = key.toString('base64') === text;
  if (!isBase64 || key.length < LEAST_BYTES || key.length > MOST_BYTES)
    throw new RangeError(`must be ${PREFIX} and the base64 of ${LEAST_BYTES} to ${MOST_BYTES} bytes`);
  return key;
}
