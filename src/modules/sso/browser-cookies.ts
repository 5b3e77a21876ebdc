import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SESSION_COOKIE } from '../../platform/auth/index.js';
import { Cookies } from '../../platform/http/index.js';
import { SESSION_SECONDS } from './session-limits.js';

const LAST_INSTALLATION = 'stallholder-installation';
const HALF_A_YEAR_SECONDS = 180 * 86_400;
const INSTALLATION_ID = /^[\w-]{1,255}$/;

/** What browsers keep of single sign-on: the session, and for when that has ended of which installation it was. */
@Injectable()
export class BrowserCookies {
  constructor(private readonly cookies: Cookies) {}

  /** Value of the session's cookie. @throws DomainError (403) where no cookie is safe */
  sessionValue(request: Request): string | null {
    return this.cookies.read(request, SESSION_COOKIE);
  }

  /** The installation that was opened last in this browser, which grants nothing. */
  lastInstallation(request: Request): string | null {
    return installationIdIn(this.cookies.read(request, LAST_INSTALLATION));
  }

  signIn(
    response: Response,
    { value, installationId }: { readonly value: string; readonly installationId: string },
  ): void {
    this.cookies.set(response, SESSION_COOKIE, value, SESSION_SECONDS);
    if (installationIdIn(installationId) === null) return;
    this.cookies.set(response, LAST_INSTALLATION, installationId, HALF_A_YEAR_SECONDS);
  }

  signOut(response: Response): void {
    this.cookies.clear(response, SESSION_COOKIE);
    this.cookies.clear(response, LAST_INSTALLATION);
  }
}

/** What can be the id of an installation, as one segment of a path. */
export function installationIdIn(value: unknown): string | null {
  return typeof value === 'string' && INSTALLATION_ID.test(value) ? value : null;
}
