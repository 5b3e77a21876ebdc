import { Injectable } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { AccessRefused } from '../errors/index.js';
import type { GuardedRequest } from './access.js';
import { keyOf } from './api-key.js';
import type { OperatorScope } from './policy.js';

/** Settles a call of an operator by API key; keys are held and compared as digests. */
@Injectable()
export class OperatorAccess {
  constructor(private readonly settings: Settings) {}

  settle(request: GuardedRequest, scope: OperatorScope): void {
    const key = keyOf(request, this.settings.adminKeys);
    if (key.scopes !== null && !key.scopes.includes(scope)) throw new AccessRefused('scope');
    request.operator = key.name;
  }
}
