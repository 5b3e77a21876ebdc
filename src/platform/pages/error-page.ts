import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { ErrorAnswer } from '../errors/index.js';
import { type AppRequest, ErrorPages } from '../http/index.js';
import { wordsFor, type Words } from './error-words.js';
import { page } from './page-answer.js';
import { PageHeaders } from './page-headers.js';
import { isForPeople } from './page-request.js';
import { Pages } from './pages.js';
import { template } from './templates.js';

/** What a person reads when something failed. */
interface Failure extends Words {
  readonly status: number;
  /** What was wrong with single fields, or what the failure itself tells customers. */
  readonly faults: readonly string[];
  readonly link: string | null;
  readonly requestId: string;
}

const ERROR = template<Failure>('platform/pages/templates/error');

/** The page that tells a failure: what happened, what to do, and the id under which support finds it. */
@Injectable()
export class HtmlErrorPages extends ErrorPages {
  constructor(
    private readonly pages: Pages,
    private readonly headers: PageHeaders,
  ) {
    super();
  }

  of(request: AppRequest, response: Response, { status, body: { error } }: ErrorAnswer): string | null {
    if (!isForPeople(request)) return null;
    if (!response.hasHeader('Cross-Origin-Opener-Policy')) this.headers.apply(response, {});
    const words = wordsFor(status);
    const told = error.user?.message === undefined ? [] : [error.user.message];
    const faults = [...told, ...(error.fields ?? []).map(({ key, message }) => `${key}: ${message ?? 'is not valid'}`)];
    const view = { ...words, status, faults, link: error.user?.url ?? null, requestId: request.id };
    return this.pages.render(request, page(ERROR, words.title, view)).text;
  }
}
