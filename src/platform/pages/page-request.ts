import type { AppRequest } from '../http/index.js';

const pages = new WeakSet<AppRequest>();

/** Remembers that a request is for a page. */
export function markAsPage(request: AppRequest): void {
  pages.add(request);
}

/** Whether a person reads the answer: the route is a page's, or there is none and a browser asked. */
export function isForPeople(request: AppRequest): boolean {
  if (pages.has(request)) return true;
  const hasRoute: unknown = request.route;
  return hasRoute === undefined && /\btext\/html\b/.test(request.headers.accept ?? '');
}
