import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { FORM_BODY, ReadsBodyAs } from '../http/index.js';
import { PageInterceptor } from './page.interceptor.js';

/** What a page needs beyond the ordinary. */
export interface PageOptions {
  /** `anywhere`: windows that opened this one, or that it opens, may talk to it, as a connect popup does. */
  readonly opener?: 'anywhere';
  /** `vercel`: a form of this page may end, by redirects, at Vercel's dashboard; browsers hold a policy against such redirects, too. */
  readonly formsEndAt?: 'vercel';
  /** `swagger-ui`: files of ours that are code run, styles stand inside, and the operators' login may be asked. */
  readonly runs?: 'swagger-ui';
}

/** What `@Page()` has declared. */
export const PAGE = Reflector.createDecorator<PageOptions>();

/** A route for browsers: it answers with `page(…)` or `seeOther(…)`, reads forms, and tells its failures, those of the guard included, as HTML. */
export function Page(options: PageOptions = {}): MethodDecorator & ClassDecorator {
  return applyDecorators(PAGE(options), UseInterceptors(PageInterceptor));
}

/** A route that takes what `<form method="post">` sends. */
export const ReadsForm = (): MethodDecorator => ReadsBodyAs(FORM_BODY);
