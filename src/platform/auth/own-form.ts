import { createHash, timingSafeEqual } from 'node:crypto';
import type { Response } from 'express';
import type { Secret } from '../crypto/index.js';
import { DomainError } from '../errors/index.js';
import { FORM_BODY, rawBodyOf } from '../http/index.js';
import type { GuardedRequest } from './access.js';
import { csrfTokenOf } from './member-session.js';

/** Lets pass what a form of one of our own pages of this session has sent. @throws DomainError (403; 400, 413, 415 as for any form) */
export async function assertOwnForm(
  request: GuardedRequest,
  response: Response,
  { key, publicUrl }: { readonly key: Secret; readonly publicUrl: string },
): Promise<void> {
  if (!isFromUs(request, new URL(publicUrl).origin)) throw refused('form_origin');
  const raw = await rawBodyOf(request, response, FORM_BODY.maxBytes);
  const { _csrf: token } = FORM_BODY.read(raw, request.headers['content-type']);
  if (typeof token !== 'string' || !isSame(token, csrfTokenOf({ key }))) throw refused('form_token');
}

/** What the browser itself says of where the form was, as far as it says anything. */
function isFromUs({ headers }: GuardedRequest, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === undefined || headers.origin === origin;
}

function isSame(token: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(token), digest(expected));
}

function refused(reason: string): DomainError {
  const message = 'This form is not valid any more.';
  return new DomainError('forbidden', 'form_refused', 'The form was not sent by a page of this session', {
    reason,
    user: { message },
  });
}
