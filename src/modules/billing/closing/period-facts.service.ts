import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { type PeriodStatement, PeriodStatements, type PlanTime } from '../statements/index.js';
import type { BillingAccount } from './billing-account.entity.js';
import type { Known, KnownCost } from './compose/index.js';
import { FirstCharges } from './first-charges.js';
import { LateUsage, type UsageKnown } from './late-usage.js';
import { LedgerRepository } from './ledger.repository.js';

/** How far is counted, and when the customer leaves, if they do. */
export interface Extent {
  readonly until: Date;
  readonly leavesAt: Date | null;
}

/** What is known of the open period of an account, and has become known of those before. */
export interface PeriodFacts {
  readonly known: Known;
  readonly statement: PeriodStatement;
  readonly usage: UsageKnown;
  /** Times on plans that nobody knows the price of any more, in this period. */
  readonly unpriced: readonly PlanTime[];
  /** The same in those before of which more has become known. */
  readonly unpricedBefore: readonly { readonly periodStart: Date; readonly times: readonly PlanTime[] }[];
}

/** Reads what is due for a period. */
@Injectable()
export class PeriodFactsReader {
  constructor(
    private readonly statements: PeriodStatements,
    private readonly ledger: LedgerRepository,
    private readonly late: LateUsage,
    private readonly first: FirstCharges,
    private readonly clock: Clock,
  ) {}

  async read(account: BillingAccount, { until, leavesAt }: Extent): Promise<PeriodFacts> {
    const { installationId, period, carriedCents } = account;
    const usage = await this.late.find(account);
    const leaving = leavesAt === null ? {} : { leavesAt };
    const earlier = usage.changed.map(({ start, end }) => ({ period: { start, end }, until: end }));
    const requests = [{ period, until }, ...earlier].map((asked) => ({ installationId, ...asked, ...leaving }));
    const since = new Date(Math.min(...requests.map(({ period: { start } }) => start.getTime())));
    const [[statement, ...corrected], charges] = await Promise.all([
      this.statements.of(requests),
      this.ledger.find(installationId, since),
    ]);
    if (statement === undefined) throw new Error('A request without its statement');
    const { unpriced } = statement;
    const unpricedBefore = corrected
      .filter((one) => one.unpriced.length > 0)
      .map((one) => ({ periodStart: one.period.start, times: one.unpriced }));
    const firsts = this.first.of(statement.times, period, charges);
    const known = {
      cost: costOf(statement),
      corrected: corrected.map(costOf),
      firsts,
      charges,
      carriedCents,
    };
    return { known: { ...known, now: this.clock.now() }, statement, usage, unpriced, unpricedBefore };
  }
}

function costOf({ period, subscription: rated, unpriced }: PeriodStatement): KnownCost {
  return { period, rated, unpriced };
}
