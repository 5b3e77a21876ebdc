import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';
import { BillingAccount } from './billing-account.entity.js';

const TAKE_DUE = `/* every tenant: whose billing can go on */
  UPDATE billing_accounts SET due_at = $2 WHERE installation_id IN (
    SELECT installation_id FROM billing_accounts WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ) RETURNING installation_id AS id`;

const HURRY = `UPDATE billing_accounts SET due_at = $2 WHERE installation_id = $1 AND due_at > $2`;

const STOP = `UPDATE billing_accounts SET due_at = NULL WHERE installation_id = $1`;

/** Billing accounts, of which an installation has one. */
@Injectable()
export class BillingAccountRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  async addOnce(account: BillingAccount): Promise<void> {
    await this.unitOfWork.manager
      .createQueryBuilder()
      .insert()
      .into(BillingAccount)
      .values(account)
      .orIgnore()
      .execute();
  }

  find(installationId: string): Promise<BillingAccount | null> {
    return this.unitOfWork.manager.findOneBy(BillingAccount, { installationId });
  }

  /** Two that close one period stand in line here. */
  lock(installationId: string): Promise<BillingAccount | null> {
    this.unitOfWork.assertOpen('A lock');
    const lock = { mode: 'pessimistic_write' as const };
    return this.unitOfWork.manager.findOne(BillingAccount, { where: { installationId }, lock });
  }

  async update(account: BillingAccount): Promise<void> {
    const { installationId } = account;
    await this.unitOfWork.manager.update(BillingAccount, { installationId }, account);
  }

  /** Is to be looked at now, unless it is not to be looked at any more. */
  async hurry(installationId: string, now: Date): Promise<void> {
    await this.sql.affected({ text: HURRY, values: [installationId, now] });
  }

  /** Is not looked at by itself any more. */
  async stop(installationId: string): Promise<void> {
    await this.sql.affected({ text: STOP, values: [installationId] });
  }

  /** Takes at most `limit` of all tenants that are due, and puts their next look off. */
  async takeDue(now: Date, next: Date, limit: number): Promise<readonly string[]> {
    return (await this.sql.rows<{ id: string }>({ text: TAKE_DUE, values: [now, next, limit] })).map(({ id }) => id);
  }

  async delete(installationId: string): Promise<void> {
    await this.unitOfWork.manager.delete(BillingAccount, { installationId });
  }
}
