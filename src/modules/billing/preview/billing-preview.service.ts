import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { NotFound } from '../../../platform/errors/index.js';
import { Catalog } from '../../catalog/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { decide, type Interval, type Outcome, periodAt } from '../periods/index.js';
import type { Rated } from '../rating/index.js';
import { PeriodStatements, type PlanTime } from '../statements/index.js';

/** What would be invoiced at one time of a period. */
export interface ExpectedInvoice extends Outcome {
  readonly billed: 'advance' | 'arrears';
}

/** What an installation costs in its present period, as far as is known at the moment. */
export interface Preview {
  readonly period: Interval;
  readonly until: Date;
  readonly rated: Rated;
  readonly invoices: readonly ExpectedInvoice[];
  /** Times on plans that the catalog does not have any more, so that nobody knows what they cost. */
  readonly unpriced: readonly PlanTime[];
}

/** What would be invoiced to an installation now, line by line; it writes and sends nothing. */
@Injectable()
export class BillingPreview {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly statements: PeriodStatements,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async of(installationId: string): Promise<Preview> {
    const installation = await this.installations.find(installationId);
    if (installation === null) throw new NotFound('Installation');
    const until = this.clock.now();
    const period = periodAt(this.catalog.period, installation.createdAt, until);
    const [statement] = await this.statements.of([{ installationId, period, until }]);
    if (statement === undefined) throw new NotFound('Installation');
    const { subscription: rated, unpriced } = statement;
    return { period, until, rated, invoices: invoicesOf(rated, !installation.isActive), unpriced };
  }
}

/** What is paid in advance and what is paid in arrears come in invoices of their own. */
function invoicesOf({ lines, discounts }: Rated, isFinal: boolean): readonly ExpectedInvoice[] {
  return (['advance', 'arrears'] as const).flatMap((billed) => {
    const own = lines.filter((line) => line.billed === billed);
    if (own.length === 0) return [];
    const off = discounts.filter((discount) => discount.billed === billed);
    const cents = total(own) - total(off);
    return [{ billed, ...decide({ cents, carriedCents: 0, isFinal }) }];
  });
}

function total(positions: readonly { readonly cents: number }[]): number {
  return positions.reduce((sum, { cents }) => sum + cents, 0);
}
