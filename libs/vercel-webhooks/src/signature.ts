import { createHmac, timingSafeEqual } from 'node:crypto';

/** Name of the header that carries the signature. */
export const SIGNATURE_HEADER = 'x-vercel-signature';

/** HMAC-SHA1 in lower-case hexadecimal digits, nothing before or after them. */
const FORM = /^[0-9a-f]{40}$/;

/** Whether a header has the form of a signature at all: what has not can be refused before the body is read. */
export function looksSigned(header: string | undefined): header is string {
  return header !== undefined && FORM.test(header);
}

/**
 * Whether one of the secrets signed exactly these bytes (webhooks 1). Every secret is tried, each in constant time, so that
 * the time taken tells neither how much of a signature is right nor which secret it belongs to.
 */
export function isSigned(raw: Uint8Array, header: string | undefined, secrets: readonly string[]): boolean {
  if (!looksSigned(header)) return false;
  const told = Buffer.from(header, 'hex');
  const matches = secrets.filter((secret) => timingSafeEqual(createHmac('sha1', secret).update(raw).digest(), told));
  return matches.length > 0;
}
