import { Injectable } from '@nestjs/common';
import { Catalog } from '../../catalog/index.js';
import type { Interval } from '../periods/index.js';
import { PeriodStatements, type PlanTime } from '../statements/index.js';
import type { BillingAccount } from './billing-account.entity.js';
import { reckonSignups } from './compose/index.js';
import { FirstCharges } from './first-charges.js';
import { InvoiceBooking } from './invoice-booking.service.js';
import { LedgerRepository } from './ledger.repository.js';

/** Invoices what is due as soon as somebody is on a plan. As `PeriodClose`, within the caller's unit of work and lock. */
@Injectable()
export class Signups {
  constructor(
    private readonly statements: PeriodStatements,
    private readonly ledger: LedgerRepository,
    private readonly first: FirstCharges,
    private readonly booking: InvoiceBooking,
    private readonly catalog: Catalog,
  ) {}

  /** Of the period that `now` is in; as long as the one before is open, who goes on from there is charged when that is closed. */
  async charge(account: BillingAccount, period: Interval, now: Date): Promise<void> {
    if (!this.catalog.chargesAtOnce) return;
    const { installationId, carriedCents } = account;
    const [statement] = await this.statements.of([{ installationId, period, until: now }]);
    if (statement === undefined || !statement.times.some((time) => this.wantsAtOnce(time))) return;
    const charges = await this.ledger.find(installationId, period.start);
    const firsts = this.first.of(statement.times, period, charges);
    const cost = { period, rated: statement.subscription, unpriced: [] };
    const isOpen = +account.periodStart === +period.start;
    const { dues, composition } = reckonSignups({ cost, firsts, charges, carriedCents, now }, isOpen);
    if (dues.length === 0) return;
    await this.booking.book(installationId, `signup-${now.toISOString()}`, composition);
    account.carry(composition.carriedCents);
  }

  private wantsAtOnce({ productSlug, planId }: PlanTime): boolean {
    return this.catalog.findPlan(productSlug, planId)?.chargesAtOnce === true;
  }
}
