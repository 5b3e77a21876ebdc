/** A longer address is not followed. */
export const LONGEST_TARGET = 2_048;

/** Printable ASCII without blanks and backslashes: a URL parser would leave out or replace the rest instead of refusing it. */
const PLAIN = /^[\x21-\x5b\x5d-\x7e]+$/;
/** Written out to the host: a parser would take `https:/host` for the same. */
const ABSOLUTE = /^https?:\/\/[^/]/i;
/** One slash: two would name a host. */
const RELATIVE = /^\/(?!\/)/;
const SSO = 'sso:';

/**
 * Where a browser may be sent: a URL on one of the allowed origins, or a path, which leads to the first of them, below the path that
 * this one has. Of what is written out only the origin counts. Whoever redirects writes the URL out again from its parsed form. Null for whatever leads elsewhere.
 */
export function redirectTarget(text: unknown, allowed: readonly string[]): URL | null {
  if (typeof text !== 'string' || text.length > LONGEST_TARGET || !PLAIN.test(text)) return null;
  const isRelative = RELATIVE.test(text);
  if (!isRelative && !ABSOLUTE.test(text)) return null;
  const [first] = allowed;
  const target = isRelative && first !== undefined ? URL.parse(within(first, text), first) : URL.parse(text);
  return target !== null && isAllowed(target, allowed) ? target : null;
}

/** What stands behind `sso:`, upon which Vercel signs the customer in first; null for another text, or one that leads elsewhere. */
export function ssoTarget(text: string, allowed: readonly string[]): URL | null {
  const isSso = text.slice(0, SSO.length).toLowerCase() === SSO;
  return isSso ? redirectTarget(text.slice(SSO.length), allowed) : null;
}

/** The link that has Vercel sign the customer in on the way to a page of ours. */
export function ssoLink(target: URL): string {
  return `${SSO}${target.href}`;
}

/** A path with the prefix of all of our pages, which it may have already. */
function within(url: string, path: string): string {
  const prefix = new URL(url).pathname.replace(/\/$/, '');
  const hasPrefix = path.startsWith(prefix) && /^(?:[/?#]|$)/.test(path.slice(prefix.length));
  return hasPrefix ? path : prefix + path;
}

function isAllowed({ origin, username, password }: URL, allowed: readonly string[]): boolean {
  return username === '' && password === '' && allowed.some((url) => new URL(url).origin === origin);
}
