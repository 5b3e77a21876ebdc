import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { NotFound } from '../../platform/errors/index.js';
import { Catalog } from '../catalog/index.js';
import { InstallationRepository } from '../installations/index.js';
import { type PlanSegment, PlanSegmentRepository } from '../resources/index.js';
import { periodAt } from './billing-period.js';
import type { Interval } from './interval.js';
import { decide, type Outcome } from './invoice-minimum.js';
import { MeasuredUsage } from './measured-usage.port.js';
import { rate, type Rated, type Segment } from './rating/index.js';
import { Tariffs } from './tariffs.js';

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
  readonly unpriced: readonly PlanSegment[];
}

/** What would be invoiced to an installation now, line by line; it writes and sends nothing. */
@Injectable()
export class BillingPreview {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly segments: PlanSegmentRepository,
    private readonly usage: MeasuredUsage,
    private readonly tariffs: Tariffs,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** @throws NotFound */
  async of(installationId: string): Promise<Preview> {
    const installation = await this.installations.find(installationId);
    if (installation === null) throw new NotFound('Installation');
    const until = this.clock.now();
    const period = periodAt(this.catalog.period, installation.createdAt, until);
    const times = await this.segments.findWithin(installationId, period);
    const usage = await this.usage.ofInstallation(installationId, { start: period.start, end: until });
    const { segments, unpriced } = this.price(times);
    const rated = rate({ period, until, segments, usage, reductions: [] });
    return { period, until, rated, invoices: invoicesOf(rated, !installation.isActive), unpriced };
  }

  private price(times: readonly PlanSegment[]): { segments: Segment[]; unpriced: PlanSegment[] } {
    const segments: Segment[] = [];
    const unpriced: PlanSegment[] = [];
    for (const time of times) {
      const priced = this.tariffs.of(time);
      const { resourceId, startedAt: start, endedAt: end } = time;
      if (priced.kind === 'rated') segments.push({ resourceId, tariff: priced.tariff, start, end });
      if (priced.kind === 'unknown') unpriced.push(time);
    }
    return { segments, unpriced };
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
