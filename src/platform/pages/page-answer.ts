import type { Template } from './templates.js';

/** A page to be shown; `title` is the text of its heading and of the window. */
export class PageAnswer {
  constructor(
    readonly template: string,
    readonly title: string,
    readonly view: object,
    readonly status: number,
  ) {}
}

/** The answer to every form that was taken: the browser goes on with GET. */
export class SeeOther {
  constructor(
    readonly target: string | URL,
    readonly done: string | null,
  ) {}
}

/** Shows a page. */
export function page<View extends object>(
  template: Template<View>,
  title: string,
  view: NoInfer<View>,
  status = 200,
): PageAnswer {
  return new PageAnswer(template.path, title, view, status);
}

/**
 * Sends the browser on (303): a path is one of ours and gets our prefix, a `URL` has been judged by `redirectTarget`. `done` is said once, on
 * the next page.
 */
export function seeOther(target: string | URL, { done }: { readonly done?: string } = {}): SeeOther {
  return new SeeOther(target, done ?? null);
}
