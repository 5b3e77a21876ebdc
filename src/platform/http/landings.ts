import type { RequestHandler } from 'express';

/**
 * Vercel knows one address of ours for everything that begins in a browser there: `/callback` is single sign-on when it says so, else a
 * connection; `/setup` is the rest of a connection. `originalUrl` stays what the browser has called.
 */
export function sortLandings(prefix: string): RequestHandler {
  const callback = `${prefix}/callback`;
  const setup = `${prefix}/setup`;
  return (request, _response, next) => {
    const [path = '', query = ''] = request.url.split(/\?(.*)/s);
    const to = path === callback ? landingOf(query) : path === setup ? '/connect/setup' : null;
    if (to !== null) request.url = `${prefix}${to}${request.url.slice(path.length)}`;
    next();
  };
}

function landingOf(query: string): string {
  return new URLSearchParams(query).get('mode') === 'sso' ? '/sso/callback' : '/connect/callback';
}
