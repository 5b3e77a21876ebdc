import type { ReadRequest } from './read-request.js';

/** Whether a browser says that it was sent from a page of another site; what says nothing comes from no page. */
export function isFromElsewhere({ headers }: ReadRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  const { origin } = headers;
  return origin !== undefined && hostOf(origin) !== headers['host'];
}

/** The page on which a form stood, the first one when that is not told or is not ours. */
export function pageBefore({ headers }: ReadRequest): string {
  const { referer } = headers;
  if (typeof referer !== 'string' || hostOf(referer) !== headers['host']) return '/';
  const { pathname, search } = new URL(referer);
  return pathname.startsWith('//') ? '/' : `${pathname}${search}`;
}

function hostOf(address: unknown): string | undefined {
  return typeof address === 'string' && URL.canParse(address) ? new URL(address).host : undefined;
}
