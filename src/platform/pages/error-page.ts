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
  /** What was wrong with single fields. */
  readonly faults: readonly string[];
  readonly link: string | null;
  readonly requestId: string;
}

const ERROR = template<Failure>('platform/pages/templates/error');

/** The page that tells a failure: what happened (in the words that the failure has for customers, if any), what to do, and the id under which support finds it. */
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
    if (status < 400) return '';
    const words = wordsFor(status);
    const faults = (error.fields ?? []).map(({ key, message }) => `${key}: ${message ?? 'is not valid'}`);
    const whatHappened = error.user?.message ?? words.whatHappened;
    const view = { ...words, whatHappened, status, faults, link: error.user?.url ?? null, requestId: request.id };
    return this.pages.render(request, response, page(ERROR, words.title, view, status)).text;
  }
}
