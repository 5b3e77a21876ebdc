import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Settings } from '../config/index.js';
import { Secret } from '../crypto/index.js';
import { DomainError } from '../errors/index.js';
import { Cookies, detour, isFromInternet, networkOf } from '../http/index.js';
import type { GuardedRequest } from './access.js';
import { SESSION_COOKIE } from './member-session.js';
import { assertOwnForm } from './own-form.js';
import type { Policy } from './policy.js';
import { SessionDirectory } from './session-directory.js';
import { inShare } from './share.js';

type SessionPolicy = Extract<Policy, { kind: 'session' }>;

const READS = new Set(['GET', 'HEAD']);
const KEY = /^[A-Za-z0-9_-]{43}$/;

/** Settles a call of a browser: session, form, role, and where it matters whether Vercel still says so. */
@Injectable()
export class SessionAccess {
  constructor(
    private readonly directory: SessionDirectory,
    private readonly cookies: Cookies,
    private readonly settings: Settings,
  ) {}

  async settle(request: GuardedRequest, response: Response, { roles, fresh }: SessionPolicy): Promise<void> {
    const value = this.cookies.read(request, SESSION_COOKIE) ?? '';
    if (isFromInternet(request.ip ?? '')) request.share = networkOf(request.ip ?? '');
    const found = KEY.test(value) ? await inShare(request, () => this.directory.find(value)) : null;
    if (found === null) throw this.signInFirst(request);
    const key = Secret.of(value);
    request.installationId = found.installationId;
    request.share = found.installationId;
    const { publicUrl } = this.settings.http;
    if (!READS.has(request.method)) await assertOwnForm(request, response, { key, publicUrl });
    if (!roles.includes(found.role)) throw roleRefused();
    const session = fresh ? await this.directory.prove(found) : found;
    if (session === null) throw this.signInFirst(request);
    if (!roles.includes(session.role)) throw roleRefused();
    request.session = { ...session, key };
  }

  /** A page is come back to once Vercel has signed the member in; a form is not sent twice. */
  private signInFirst({ method, originalUrl, query }: GuardedRequest): DomainError {
    const message = 'You are not signed in, or your session has ended. Open the page again from Vercel.';
    if (!READS.has(method)) {
      return new DomainError('unauthenticated', 'unauthorized', 'A session is needed', { user: { message } });
    }
    const by = new URL(`${this.settings.http.publicUrl}/sso/start`);
    const installationId = query['installation_id'];
    if (typeof installationId === 'string') by.searchParams.set('installation_id', installationId);
    return detour({ by, parameter: 'url', page: originalUrl, code: 'sign_in', lacks: 'A session is needed' });
  }
}

function roleRefused(): DomainError {
  const message = 'Only administrators of your team can do this.';
  return new DomainError('forbidden', 'forbidden', 'Access refused', { reason: 'role', user: { message } });
}
