import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Express, Response } from 'express';
import { errorAnswer, type DomainError } from '../errors/index.js';
import { noteOnRequest } from '../observability/index.js';
import type { AppRequest } from './app-request.js';
import { asDomainError } from './as-domain-error.js';
import { ErrorPages } from './error-pages.js';
import { methodsFor } from './route-table.js';

/** The one place where a failure becomes an answer, and one log line. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly adapter: HttpAdapterHost,
    private readonly pages: ErrorPages,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<AppRequest>();
    const response = http.getResponse<Response>();
    const express = this.adapter.httpAdapter.getInstance<Express>();
    const error = asDomainError(thrown, request.method, () => methodsFor(express, request.path));
    note(error);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const answer = errorAnswer(error);
    const page = this.pages.of(request, response, answer);
    if (page !== null) return void response.status(answer.status).set(answer.headers).type('html').end(page);
    const { status, body } = request.renderError?.(answer) ?? answer;
    response.status(status).set(answer.headers).json(body);
  }
}

/** The reason is for the log alone; a stack is worth its space only where nobody expected the failure. */
function note(error: DomainError): void {
  const { reason, cause } = error.details;
  noteOnRequest({
    code: error.code,
    ...(reason === undefined ? {} : { reason }),
    ...(error.kind === 'unavailable' && cause !== undefined ? { err: cause } : {}),
  });
}
