import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { from, type Observable, switchMap } from 'rxjs';
import type { ErrorAnswer } from '../errors/index.js';
import type { AppRequest } from './app-request.js';
import { rawBodyOf, readJson } from './read-body.js';

/** Declares that a route tells its failures in another shape than Vercel's error body. */
export const AnswersErrorsAs = Reflector.createDecorator<(answer: ErrorAnswer) => { status: number; body: unknown }>();

/** Declares that a route can be called without a body, which then reads as an empty object; for `DELETE` that is so anyway. */
export const BodyMayBeAbsent = Reflector.createDecorator<true>();

/** What a route reads instead of a JSON object of the usual size. */
export interface BodyForm {
  readonly maxBytes: number;
  /** Throws for a body that it does not take. */
  readonly read: (raw: Buffer, contentType: string | undefined) => unknown;
}

/** Declares that a route takes bodies of a form of its own. */
export const ReadsBodyAs = Reflector.createDecorator<BodyForm>();

const BODILESS = new Set(['GET', 'HEAD']);

/** Reads the body after the guards have let the request in, so that a refused one costs no memory; of a webhook the guard has read it. */
@Injectable()
export class RequestInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<AppRequest>();
    if (BODILESS.has(request.method)) return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    const render = this.reflector.get(AnswersErrorsAs, context.getHandler());
    if (render !== undefined) request.renderError = render;
    const form = this.reflector.get(ReadsBodyAs, context.getHandler());
    if (form !== undefined) return from(readAs(form, request, response)).pipe(switchMap(() => next.handle()));
    const mayBeAbsent = this.reflector.get(BodyMayBeAbsent, context.getHandler()) ?? request.method === 'DELETE';
    const absent = mayBeAbsent ? 'allowed' : 'refused';
    return from(this.read(request, response, absent)).pipe(switchMap(() => next.handle()));
  }

  private async read(request: AppRequest, response: Response, absent: 'allowed' | 'refused'): Promise<void> {
    const raw = await rawBodyOf(request, response);
    request.body = readJson(request, raw, absent);
  }
}

async function readAs(form: BodyForm, request: AppRequest, response: Response): Promise<void> {
  const raw = await rawBodyOf(request, response, form.maxBytes);
  request.body = form.read(raw, request.headers['content-type']);
}
