import type { ControlledVercel } from '../control/controlled-vercel.js';
import type { Answer } from '../http/json-answer.js';
import { isFromElsewhere, pageBefore } from '../http/origin.js';
import type { ReadRequest } from '../http/read-request.js';
import { matchRoute } from '../http/router.js';
import { html } from './html.js';
import { pageAnswer, STYLE_PATH } from './layout.js';
import { noticeOf, Notices } from './notices.js';
import { NoSuchPage, type Fields, type PageCall, type PageHandler, type PageRoute } from './page-call.js';
import { PAGE_ROUTES } from './routes.js';
import { STYLE } from './style.js';

const STYLE_HEADERS = { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' };

/** The dashboard of this Vercel in a browser: pages, and forms that do what the control API does. */
export class Pages {
  private readonly notices = new Notices();

  constructor(
    private readonly vercel: ControlledVercel,
    private readonly routes: readonly PageRoute[] = PAGE_ROUTES,
  ) {}

  /** Whether a path is one of the dashboard's. */
  static has(path: string): boolean {
    return path === '/' || path.startsWith('/dashboard/');
  }

  /** Answers a browser. */
  async answer(request: ReadRequest): Promise<Answer> {
    if (request.path === STYLE_PATH) return { status: 200, headers: STYLE_HEADERS, text: STYLE };
    const match = matchRoute(this.routes, request.method, request.path);
    if (!match.matched) return missing('There is no such page.', match.refusal);
    if (request.method !== 'GET' && isFromElsewhere(request))
      return failed(403, 'This form was not sent from a page of the simulator.');
    const { query, body } = request;
    const form = (body ?? {}) as ReadRequest['query'];
    const many = (name: string): readonly string[] => [form[name] ?? []].flat();
    const call = { vercel: this.vercel, values: match.values, query: lastOf(query), form: lastOf(form), many };
    try {
      return await this.handle(match.handler, call, request);
    } catch (cause) {
      if (cause instanceof NoSuchPage) return missing(cause.message);
      return failed(502, this.notices.show(this.notices.keep(noticeOf(cause))));
    }
  }

  private async handle(handler: PageHandler, call: PageCall, request: ReadRequest): Promise<Answer> {
    if ('leave' in handler) return { status: 302, headers: { location: handler.leave(call) } };
    if ('act' in handler) return this.carryOut(handler.act, call, request);
    return pageAnswer({ notice: this.notices.show(call.query['told']), ...(await handler.show(call)) });
  }

  /** A form that fails leads back to its page, which says why. */
  private async carryOut(
    act: Extract<PageHandler, { act: unknown }>['act'],
    call: PageCall,
    request: ReadRequest,
  ): Promise<Answer> {
    try {
      const { to, text, detail } = await act(call);
      return seeOther(to, this.notices.keep({ tone: 'good', text, detail }));
    } catch (cause) {
      if (cause instanceof NoSuchPage) throw cause;
      return seeOther(pageBefore(request), this.notices.keep(noticeOf(cause)));
    }
  }
}

function seeOther(to: string, notice: string): Answer {
  const url = new URL(to, 'http://here');
  url.searchParams.set('told', notice);
  return { status: 303, headers: { location: `${url.pathname}${url.search}${url.hash}` } };
}

function missing(text: string, { status = 404, headers = {} }: Partial<Answer> = {}): Answer {
  const page = pageAnswer({ status, title: 'Not here', body: html`<p>${text} <a href="/">All teams</a></p>` });
  return { ...page, headers: { ...page.headers, ...headers } };
}

function failed(status: number, text: Parameters<typeof html>[1]): Answer {
  return pageAnswer({
    status,
    title: 'This did not work',
    body: html`${text}
      <p><a href="/">All teams</a></p>`,
  });
}

function lastOf(fields: ReadRequest['query']): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat().at(-1) ?? '']));
}
