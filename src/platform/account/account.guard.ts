import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Settings } from '../config/index.js';
import { DomainError } from '../errors/index.js';
import { detour } from '../http/index.js';
import { ACCOUNT_LOGIN, type AccountRequest } from './account-login.js';
import { AccountProvider } from './account-provider.js';
import { Accounts } from './accounts.service.js';

const READS = new Set(['GET', 'HEAD']);

/** Comes after the guard that decides who may call: whoever may has to show as well what is his at the product. */
@Injectable()
export class AccountGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly provider: AccountProvider,
    private readonly accounts: Accounts,
    private readonly settings: Settings,
  ) {}

  /** A promise only where there is something to wait for: every request passes here. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const isWanted = this.reflector.getAllAndOverride(ACCOUNT_LOGIN, [context.getHandler(), context.getClass()]);
    return isWanted ? this.settle(context.switchToHttp().getRequest<AccountRequest>()) : true;
  }

  private async settle(request: AccountRequest): Promise<true> {
    request.account = this.provider.isConfigured ? await this.accounts.find(request) : null;
    if (request.account === null && this.provider.isConfigured) throw this.logInFirst(request);
    return true;
  }

  private logInFirst({ method, originalUrl }: AccountRequest): DomainError {
    const message = 'Your login with your account has ended. Please open the page again.';
    if (!READS.has(method))
      return new DomainError('unauthenticated', 'unauthorized', 'An account login is needed', { user: { message } });
    const by = new URL(`${this.settings.http.publicUrl}/account/login`);
    const lacks = 'An account login is needed';
    return detour({ by, parameter: 'next', page: originalUrl, code: 'account_log_in', lacks });
  }
}
