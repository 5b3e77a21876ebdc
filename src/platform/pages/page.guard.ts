import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { PageHeaders } from './page-headers.js';
import { PAGE } from './page.js';
import { markAsPage } from './page-request.js';

/** Comes before the guard that decides who may call, so that its refusals are told as pages, too. It refuses nobody. */
@Injectable()
export class PageGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly headers: PageHeaders,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const options = this.reflector.getAllAndOverride(PAGE, [context.getHandler(), context.getClass()]);
    if (options === undefined) return true;
    const http = context.switchToHttp();
    markAsPage(http.getRequest());
    this.headers.apply(http.getResponse<Response>(), options);
    return true;
  }
}
