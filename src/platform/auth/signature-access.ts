import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { isSigned, looksSigned, SIGNATURE_HEADER } from '#libs/vercel-webhooks';
import { Settings } from '../config/index.js';
import { AccessRefused } from '../errors/index.js';
import { rawBodyOf } from '../http/index.js';
import type { GuardedRequest } from './access.js';

/** Settles a webhook of Vercel by its signature over the bytes of its body (webhooks 1). */
@Injectable()
export class SignatureAccess {
  constructor(private readonly settings: Settings) {}

  /** A body is read only when there is something that could be its signature. */
  async settle(request: GuardedRequest, response: Response): Promise<void> {
    const headers = request.headersDistinct[SIGNATURE_HEADER] ?? [];
    const [header] = headers;
    if (headers.length !== 1 || !looksSigned(header)) throw new AccessRefused('signature_header');
    const raw = await rawBodyOf(request, response);
    const secrets = this.settings.integration.clientSecrets.map((secret) => secret.reveal());
    if (!isSigned(raw, header, secrets)) throw new AccessRefused('signature');
  }
}
