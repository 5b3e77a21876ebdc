import { Injectable } from '@nestjs/common';
import { type AccountAccess, type Outcome, VercelApi } from '#libs/vercel-api';
import { UnitOfWork } from '../../platform/database/index.js';
import { Conflict } from '../../platform/errors/index.js';
import { VercelLine } from '../installations/index.js';

/** One call in the name of an account. */
export type AccountCall<T> = (api: VercelApi, access: AccountAccess) => Promise<Outcome<T>>;

const LEFT = { user: { message: 'The account is not connected any more. Connect it again from Vercel.' } };

/** Calls that somebody waits for: they go out also while Vercel refuses the account, and what becomes of them says whether it still does. */
@Injectable()
export class AccountCalls {
  constructor(
    private readonly api: VercelApi,
    private readonly line: VercelLine,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Conflict once the account has left */
  async ask<T>(installationId: string, call: AccountCall<T>): Promise<Outcome<T>> {
    this.unitOfWork.assertClosed('A call to Vercel');
    const access = await this.line.account(installationId);
    if (access === null) throw new Conflict('The account is not connected any more', LEFT);
    const outcome = await call(this.api, access);
    await this.unitOfWork.run(() => this.hear(installationId, outcome));
    return outcome;
  }

  /** In the caller's unit of work: parks the account that Vercel refuses until the time given, and opens it again upon a word that only a sound one gets. */
  async hear(installationId: string, outcome: Outcome<unknown>): Promise<Date | null> {
    if (outcome.kind === 'installation-disabled' || outcome.kind === 'installation-gone')
      return this.line.park(installationId, outcome);
    await this.line.heard(installationId, outcome);
    return null;
  }
}
