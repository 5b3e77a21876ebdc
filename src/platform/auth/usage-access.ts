import { Injectable } from '@nestjs/common';
import { Settings } from '../config/index.js';
import type { GuardedRequest } from './access.js';
import { keyOf } from './api-key.js';

/** Settles a call of the provider's meters by API key; without keys nobody is let in. */
@Injectable()
export class UsageAccess {
  constructor(private readonly settings: Settings) {}

  settle(request: GuardedRequest): void {
    request.share = `meter ${keyOf(request, this.settings.usageKeys).name}`;
  }
}
