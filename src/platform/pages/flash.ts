import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { type AppRequest, Cookies } from '../http/index.js';

const COOKIE = 'stallholder-done';
const SECONDS = 60;
const LONGEST = 500;

/** Says on the next page what a form has done, once. The words wait in a cookie, since the page is another request. */
@Injectable()
export class Flash {
  constructor(private readonly cookies: Cookies) {}

  leave(response: Response, done: string): void {
    this.cookies.set(response, COOKIE, Buffer.from(done.slice(0, LONGEST)).toString('base64url'), SECONDS);
  }

  /** Null when nothing was done. */
  take(request: AppRequest, response: Response): string | null {
    if (!(request.headers.cookie ?? '').includes(COOKIE)) return null;
    const value = this.cookies.read(request, COOKIE);
    if (value === null || value === '') return null;
    this.cookies.clear(response, COOKIE);
    return Buffer.from(value, 'base64url').toString('utf8').slice(0, LONGEST);
  }
}
