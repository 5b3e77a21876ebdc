import { redirectTarget, ssoLink, ssoTarget } from '../../platform/http/index.js';

/**
 * A link of a notification, written out again from its parsed form: an `https:` URL on one of our own origins, or `sso:` before any
 * URL on one, upon which Vercel signs the customer in first; `sso:/path` leads to the first of them, below its path. Null for whatever leads elsewhere.
 */
export function ownLink(href: string, ownUrls: readonly string[]): string | null {
  const behindSso = ssoTarget(href, ownUrls);
  if (behindSso !== null) return ssoLink(behindSso);
  const target = /^https:/i.test(href) ? redirectTarget(href, ownUrls) : null;
  return target?.href ?? null;
}
