import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { GuardedRequest } from '../auth/index.js';
import type { Account } from './account.js';

/** A request behind the guard of accounts; null where no such login is configured. */
export interface AccountRequest extends GuardedRequest {
  account?: Account | null;
}

/** What `@AccountLogin()` has declared. */
export const ACCOUNT_LOGIN = Reflector.createDecorator<true>();

/** A page that needs a login with the provider's own account beside its policy, where one is configured. */
export const AccountLogin = (): MethodDecorator & ClassDecorator => ACCOUNT_LOGIN(true);

/** Who has logged in; null where no such login is configured. */
export const CurrentAccount = createParamDecorator((_data: unknown, context: ExecutionContext): Account | null => {
  const { account } = context.switchToHttp().getRequest<AccountRequest>();
  if (account === undefined) throw new Error('The route is not declared with @AccountLogin()');
  return account;
});
