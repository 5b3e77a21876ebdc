import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import type { AppRequest } from '../http/index.js';
import { PageAnswer, SeeOther } from './page-answer.js';
import { Pages } from './pages.js';

/** Renders what the handler of a page has answered. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(private readonly pages: Pages) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<AppRequest>(), http.getResponse<Response>()];
    return next.handle().pipe(map((answer: unknown) => this.rendered(request, response, answer)));
  }

  private rendered(request: AppRequest, response: Response, answer: unknown): unknown {
    if (answer instanceof PageAnswer) return this.pages.render(request, response, answer);
    if (answer instanceof SeeOther) return this.pages.redirect(response, answer);
    throw new Error('The handler of a page answers with page(…) or seeOther(…)');
  }
}
