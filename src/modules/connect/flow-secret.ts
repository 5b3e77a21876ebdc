import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;
const TAG = 12;
const FORM = /^[A-Za-z0-9_-]{43}$/;

/** Names of the cookies, without the prefix that they have with https: of what Vercel is to come back to, each with an end of its own, and of what goes on here. */
export const COOKIES = { start: 'stallholder-connect-start-', flow: 'stallholder-connect' } as const;

/** Of the tabs of one browser each has its own: by the state that comes back one finds the cookie that it belongs to. */
export function startCookie(state: string): string {
  return COOKIES.start + flowDigest(state).slice(0, TAG);
}

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
