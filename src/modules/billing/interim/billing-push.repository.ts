import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';
import { type BillingDay, dayUntil } from './billing-day.js';
import { BillingPush } from './billing-push.entity.js';
import type { Claim, Trial } from './claim.js';
import { BEGIN, CLAIM_DUE, CLAIM_ONE, CLAIM_ONE_DUE, HURRY, HURRY_BALANCES, RECORD, STAMP } from './push.sql.js';

type Row = Omit<Claim, 'lease' | 'today'> & {
  readonly periodStart: Date | null;
  readonly periodEnd: Date | null;
  readonly dayEnd: Date | null;
};

/** How far Vercel has been told of each installation's money. */
@Injectable()
export class BillingPushRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  find(installationId: string): Promise<BillingPush | null> {
    return this.unitOfWork.manager.findOneBy(BillingPush, { installationId });
  }

  async begin(installationId: string, { period, day }: BillingDay, due: Date): Promise<void> {
    const values = [installationId, due, period.start, period.end, day.end];
    await this.sql.affected({ ...BEGIN, values });
  }

  /** Takes at most `limit` that are due. */
  claimDue(now: Date, lease: Date, limit: number): Promise<readonly Claim[]> {
    return this.claim(CLAIM_DUE, lease, [now, lease, limit]);
  }

  /** Takes one, `due`: only if it is. */
  async claimOne(installationId: string, when: 'due' | 'now', now: Date, lease: Date): Promise<Claim | null> {
    const [claim] = await this.claim(when === 'due' ? CLAIM_ONE_DUE : CLAIM_ONE, lease, [now, lease, installationId]);
    return claim ?? null;
  }

  /** Writes down what became of tries. */
  async record(trials: readonly Trial[]): Promise<void> {
    const rows = trials.map(({ claim, next, accepted, ...rest }) => ({
      ...rest,
      installation_id: claim.installationId,
      claimed: claim.claimed,
      lease: claim.lease,
      periodStart: next.period.start,
      periodEnd: next.period.end,
      dayEnd: next.day.end,
      acceptedAt: accepted?.at,
      acceptedUntil: accepted?.until,
    }));
    if (rows.length === 0) return;
    const ids = rows.map((row) => row.installation_id);
    await this.sql.affected({ ...RECORD, values: [JSON.stringify(rows), ids] });
  }

  /** Has one told now; `balances`: and looks whether something is left of a prepayment. */
  async hurry(installationId: string, now: Date, of: 'data' | 'balances'): Promise<void> {
    const statement = of === 'data' ? HURRY : HURRY_BALANCES;
    await this.sql.affected({ ...statement, values: [installationId, now] });
  }

  /** Gives out a timestamp that is newer than every one before; null for an installation that is not known. */
  async stamp(installationId: string, now: Date): Promise<Date | null> {
    const [row] = await this.sql.rows<{ timestamp: Date }>({ ...STAMP, values: [installationId, now] });
    return row?.timestamp ?? null;
  }

  /** Nothing is told by itself any more. */
  async end(installationId: string): Promise<void> {
    await this.unitOfWork.manager.update(BillingPush, { installationId }, { dueAt: null });
  }

  async delete(installationId: string): Promise<void> {
    await this.unitOfWork.manager.delete(BillingPush, { installationId });
  }

  private async claim(
    statement: { readonly text: string },
    lease: Date,
    values: readonly unknown[],
  ): Promise<readonly Claim[]> {
    const rows = await this.sql.rows<Row>({ ...statement, values });
    return rows.map(({ periodStart: start, periodEnd: end, dayEnd, ...row }) => {
      const hasBegun = start !== null && end !== null && dayEnd !== null;
      return { ...row, lease, today: hasBegun ? dayUntil({ start, end }, dayEnd) : null };
    });
  }
}
