import type { Express, RequestHandler } from 'express';
import { DomainError } from '../errors/index.js';
import { methodsFor } from './route-table.js';

/** No route takes OPTIONS: Express would answer it by itself, past the guard. */
export function answerOptions(express: Express): RequestHandler {
  return (request, _response, next) => {
    if (request.method !== 'OPTIONS') return next();
    const allow = methodsFor(express, request.path);
    if (allow.length === 0) return next();
    next(new DomainError('not-allowed', 'method_not_allowed', 'The route exists with another method', { allow }));
  };
}
