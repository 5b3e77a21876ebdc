import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import type { Express, Response } from 'express';
import { DomainError } from '../errors/index.js';
import { type AppRequest, methodsFor } from '../http/index.js';
import { PageHeaders } from './page-headers.js';
import { PAGE } from './page.js';
import { markAsPage } from './page-request.js';

/**
 * Comes before the guard that decides who may call, so that its refusals are told as pages, too. It refuses no one but those who look at a page without
 * opening it (HEAD): codes are exchanged and words said once by opening one, which is for a person and not for whoever checks a link.
 */
@Injectable()
export class PageGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly headers: PageHeaders,
    private readonly adapter: HttpAdapterHost,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const options = this.reflector.getAllAndOverride(PAGE, [context.getHandler(), context.getClass()]);
    if (options === undefined) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<AppRequest>();
    markAsPage(request);
    this.headers.apply(http.getResponse<Response>(), options);
    if (request.method === 'HEAD') throw this.onlyOpened(request);
    return true;
  }

  private onlyOpened({ path }: AppRequest): DomainError {
    const allow = methodsFor(this.adapter.httpAdapter.getInstance<Express>(), path);
    return new DomainError('not-allowed', 'method_not_allowed', 'A page is opened, not looked at', { allow });
  }
}
