import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import type { AppRequest } from '../http/index.js';
import { PageAnswer, SeeOther } from './page-answer.js';
import { Pages } from './pages.js';

/** Renders what the handler of a page has answered. */
@Injectable()
export class PageInterceptor implements NestInterceptor {
  constructor(private readonly pages: Pages) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AppRequest>();
    return next.handle().pipe(map((answer: unknown) => this.rendered(request, answer)));
  }

  private rendered(request: AppRequest, answer: unknown): unknown {
    if (answer instanceof PageAnswer) return this.pages.render(request, answer);
    if (answer instanceof SeeOther) return this.pages.redirect(answer);
    throw new Error('The handler of a page answers with page(…) or seeOther(…)');
  }
}
