import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../database/index.js';
import { AccountAttempt } from './account-attempt.entity.js';
import { AccountSession } from './account-session.entity.js';

const FIND = {
  name: 'account-session-find',
  text: 'SELECT issuer, subject, name FROM account_sessions WHERE digest = $1 AND expires_at > $2',
};

const TAKE = 'DELETE FROM account_attempts WHERE digest = $1 RETURNING next, expires_at > $2 AS "isOpen"';

const pruning = (table: 'account_attempts' | 'account_sessions'): string =>
  `DELETE FROM ${table} WHERE digest IN (SELECT digest FROM ${table} WHERE expires_at < $1 LIMIT $2)`;

/** Logins with the provider's own account, by the digests of what their browsers hold. */
@Injectable()
export class AccountRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  async addAttempt(attempt: AccountAttempt): Promise<void> {
    await this.unitOfWork.manager.insert(AccountAttempt, attempt);
  }

  /** The page that wanted the login; null for one that never was, is over, or was taken before. */
  async takeAttempt(digest: Buffer, now: Date): Promise<string | null> {
    const values = [digest, now];
    const [taken] = await this.sql.rows<{ next: string; isOpen: boolean }>({ text: TAKE, values });
    return taken?.isOpen === true ? taken.next : null;
  }

  async addSession(session: AccountSession): Promise<void> {
    await this.unitOfWork.manager.insert(AccountSession, session);
  }

  async findSession(digest: Buffer, now: Date): Promise<Pick<AccountSession, 'issuer' | 'subject' | 'name'> | null> {
    type Row = Pick<AccountSession, 'issuer' | 'subject' | 'name'> & Record<string, unknown>;
    const [found = null] = await this.sql.rows<Row>({ ...FIND, values: [digest, now] });
    return found;
  }

  async endSession(digest: Buffer): Promise<void> {
    await this.sql.affected({ text: 'DELETE FROM account_sessions WHERE digest = $1', values: [digest] });
  }

  /** Deletes at most `limit` of each that are over, and tells how many. */
  async prune(now: Date, limit: number): Promise<number> {
    const values = [now, limit];
    const attempts = await this.sql.affected({ text: pruning('account_attempts'), values });
    return Math.max(attempts, await this.sql.affected({ text: pruning('account_sessions'), values }));
  }
}
