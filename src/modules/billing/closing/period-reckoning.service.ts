import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import type { Interval } from '../periods/index.js';
import { AdvanceFees } from './advance-fees.js';
import type { BillingAccount } from './billing-account.entity.js';
import { type Reckoned, reckonEnd, reckonExit } from './compose/index.js';
import { type PeriodFacts, PeriodFactsReader } from './period-facts.service.js';

/** What is due for a period, on which invoices, and what that follows from. */
export type Reckoning = PeriodFacts & Reckoned;

/** Works out what the open period comes to; it writes nothing. */
@Injectable()
export class PeriodReckoning {
  constructor(
    private readonly facts: PeriodFactsReader,
    private readonly advance: AdvanceFees,
    private readonly clock: Clock,
  ) {}

  /**
   * Once it is over, or as far as it has come, with the fees that are due when `next` begins; `leavesAt`: an instant after it at which the
   * customer leaves.
   */
  async atEnd(account: BillingAccount, next: Interval, leavesAt: Date | null): Promise<Reckoning> {
    const now = this.clock.now();
    const until = now < account.periodEnd ? now : account.periodEnd;
    const facts = await this.facts.read(account, { until, leavesAt });
    return { ...facts, ...reckonEnd(facts.known, await this.advance.of(facts.statement, next, leavesAt)) };
  }

  /** As the last one, of a customer who leaves within it. */
  async atExit(account: BillingAccount, leavesAt: Date): Promise<Reckoning> {
    const facts = await this.facts.read(account, { until: leavesAt, leavesAt });
    return { ...facts, ...reckonExit(facts.known, leavesAt) };
  }
}
