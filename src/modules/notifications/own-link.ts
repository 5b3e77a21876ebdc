const SSO = 'sso:';
const LONGEST = 2_048;

/**
 * A link of a notification, written out again from its parsed form: an `https:` URL on one of our own origins, or `sso:` before any
 * URL on one, upon which Vercel signs the customer in first; `sso:/path` leads to the first origin. Null for whatever leads elsewhere.
 */
export function ownLink(href: string, ownUrls: readonly string[]): string | null {
  if (href.length > LONGEST || !isPlain(href)) return null;
  const isSso = href.slice(0, SSO.length).toLowerCase() === SSO;
  const target = isSso ? URL.parse(href.slice(SSO.length), ownUrls[0]) : URL.parse(href);
  if (target === null || !isOwn(target, ownUrls) || !(isSso || target.protocol === 'https:')) return null;
  return isSso ? `${SSO}${target.href}` : target.href;
}

/** Printable ASCII without blanks and backslashes: a URL parser would leave out or replace the rest instead of refusing it. */
function isPlain(href: string): boolean {
  return /^[\x21-\x5b\x5d-\x7e]+$/.test(href);
}

function isOwn({ origin, username, password }: URL, ownUrls: readonly string[]): boolean {
  return username === '' && password === '' && ownUrls.some((url) => new URL(url).origin === origin);
}
