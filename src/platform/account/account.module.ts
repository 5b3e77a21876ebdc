import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountAttempt } from './account-attempt.entity.js';
import { AccountProvider } from './account-provider.js';
import { AccountSession } from './account-session.entity.js';
import { AccountController } from './account.controller.js';
import { AccountGuard } from './account.guard.js';
import { AccountRepository } from './account.repository.js';
import { Accounts } from './accounts.service.js';
import { PruneLogins } from './prune-logins.job.js';

/** The provider's own customer login. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AccountAttempt, AccountSession])],
  controllers: [AccountController],
  providers: [AccountProvider, AccountRepository, AccountGuard, Accounts, PruneLogins],
  exports: [AccountGuard, Accounts],
})
export class AccountModule {}
