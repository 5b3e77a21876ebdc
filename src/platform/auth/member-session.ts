import { createHmac } from 'node:crypto';
import type { Secret } from '../crypto/index.js';
import type { SessionFacts } from './session-directory.js';

/** Name of the session's cookie, without the prefix that it has with https. */
export const SESSION_COOKIE = 'stallholder';

/** Who is signed in in the browser that calls. */
export interface MemberSession extends SessionFacts {
  /** Value of the cookie. */
  readonly key: Secret;
}

/** What each form of a page carries as `_csrf`: known to pages of this session alone. */
export function csrfTokenOf({ key }: Pick<MemberSession, 'key'>): string {
  return createHmac('sha256', key.reveal()).update('csrf').digest('base64url');
}
