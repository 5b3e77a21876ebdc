import { Injectable } from '@nestjs/common';
import { Settings } from '../config/index.js';
import { AccessRefused, DomainError } from '../errors/index.js';
import type { GuardedRequest } from './access.js';
import { keyOf } from './api-key.js';
import { OperatorLogin } from './operator-login.js';
import { OperatorPasses } from './operator-passes.js';
import type { OperatorScope } from './policy.js';

/** What has the form of a signed token, as no key has that is made as the reference says. */
const TOKEN = /^bearer [\w-]+\.[\w-]+\.[\w-]*$/i;

/** Settles a call of an operator, by API key, held and compared as a digest, or by a token of the operators' login. */
@Injectable()
export class OperatorAccess {
  constructor(
    private readonly settings: Settings,
    private readonly login: OperatorLogin,
    private readonly passes: OperatorPasses,
  ) {}

  async settle(request: GuardedRequest, scope: OperatorScope): Promise<void> {
    const { name, scopes } = await this.operatorOf(request);
    if (scopes !== null && !scopes.includes(scope)) throw new AccessRefused('scope');
    request.operator = name;
    request.share = `operator ${name}`;
  }

  private async operatorOf(request: GuardedRequest): Promise<{ name: string; scopes: readonly string[] | null }> {
    const [header = '', ...more] = request.headersDistinct['authorization'] ?? [];
    if (!this.login.isConfigured || more.length > 0 || !TOKEN.test(header))
      return keyOf(request, this.settings.adminKeys);
    const { subject, scopes } = await this.login.operatorOf(header);
    return { name: subject, scopes };
  }

  /** A browser is led to the form where operators sign in; whatever else calls hears 401. */
  settlePage(request: GuardedRequest): void {
    if (!this.settings.isProduction) return;
    const operator = this.passes.holderOf(request);
    if (operator === null) throw this.signInFirst(request);
    request.operator = operator;
  }

  private signInFirst({ headers }: GuardedRequest): DomainError {
    if (!/\btext\/html\b/.test(headers.accept ?? '')) {
      return new DomainError('unauthenticated', 'unauthorized', 'An operator has to sign in first');
    }
    const location = `${this.settings.http.publicUrl}/docs/login`;
    return new DomainError('elsewhere', 'sign_in', 'An operator has to sign in first', { location });
  }
}
