import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;
const FORM = /^[A-Za-z0-9_-]{43}$/;

/** Names of the cookies, without the prefix that they have with https: of a flow that Vercel is to come back to, and of what goes on here. */
export const COOKIES = { start: 'stallholder-connect-start', flow: 'stallholder-connect' } as const;

/** 256 random bits, as a cookie and an address take them. */
export function newFlowSecret(): string {
  return randomBytes(BYTES).toString('base64url');
}

/** Whether a text can be one of ours. */
export function isFlowSecret(text: unknown): text is string {
  return typeof text === 'string' && FORM.test(text);
}

/** Under which a secret is kept. */
export function flowDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
