import type { RequestHandler } from 'express';

/** Answers hold what belongs to one tenant, and some hold secrets: nobody on the way keeps one. */
export function uncached(): RequestHandler {
  return (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  };
}
