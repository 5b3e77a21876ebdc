import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { AccessRefused, DomainError } from '../errors/index.js';
import type { GuardedRequest } from './access.js';
import type { OperatorScope } from './policy.js';

/** Settles a call of an operator by API key; keys are held and compared as digests. */
@Injectable()
export class OperatorAccess {
  constructor(private readonly settings: Settings) {}

  settle(request: GuardedRequest, scope: OperatorScope): void {
    const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(request.headers.authorization ?? '')?.[1];
    const digest = createHash('sha256')
      .update(token ?? '')
      .digest();
    const key = this.settings.adminKeys.find((candidate) => timingSafeEqual(candidate.digest, digest));
    if (token === undefined || key === undefined) {
      throw new DomainError('unauthenticated', 'unauthorized', 'A valid API key is needed');
    }
    if (key.scopes !== null && !key.scopes.includes(scope)) throw new AccessRefused('scope');
    request.operator = key.name;
  }
}
