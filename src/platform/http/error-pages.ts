import type { Response } from 'express';
import type { ErrorAnswer } from '../errors/index.js';
import type { AppRequest } from './app-request.js';

/** Tells failures to people: the HTML of a page and its headers; null where a program has called. */
export abstract class ErrorPages {
  abstract of(request: AppRequest, response: Response, answer: ErrorAnswer): string | null;
}
