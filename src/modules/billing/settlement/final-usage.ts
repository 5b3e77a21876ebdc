import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Settings } from '../../../platform/config/index.js';
import { Catalog } from '../../catalog/index.js';
import { LastReadings } from '../../usage/index.js';
import { FactsRepository } from '../statements/index.js';
import type { Leaving } from './leaving.js';

const SECOND_MS = 1_000;
/** Longer than a period: one that has just ended may not be invoiced yet. */
const LOOKS_BACK_MS = 62 * 86_400_000;
/** What is left of the time for final invoices, however long usage is awaited. */
const ROOM_MS = 3_600_000;

/** Usage from before the request to uninstall that is still on its way. */
@Injectable()
export class FinalUsage {
  constructor(
    private readonly readings: LastReadings,
    private readonly facts: FactsRepository,
    private readonly catalog: Catalog,
    private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  /** Of how many resources the product has not told yet what was used last. Outside any transaction. */
  async countUnread({ installationId, askedAt, windowClosesAt }: Leaving): Promise<number> {
    if (this.clock.now().getTime() > windowClosesAt.getTime() - ROOM_MS) return 0;
    return this.readings.countMissing(installationId, askedAt);
  }

  /** For how many more seconds it is awaited; zero where no usage could change what is owed. */
  async secondsToAwait({ installationId, askedAt, windowClosesAt }: Leaving): Promise<number> {
    const grace = askedAt.getTime() + this.settings.billing.finalGraceSeconds * SECOND_MS;
    const until = Math.min(grace, windowClosesAt.getTime() - ROOM_MS);
    const left = Math.ceil((until - this.clock.now().getTime()) / SECOND_MS);
    return left > 0 && (await this.hasPart(installationId, askedAt)) ? left : 0;
  }

  /** Whether it was of late on a plan that is invoiced by what is used, or on one that nobody knows any more; for credits nothing is owed. */
  async hasPart(installationId: string, until: Date): Promise<boolean> {
    const period = { start: new Date(until.getTime() - LOOKS_BACK_MS), end: until };
    const [facts] = await this.facts.read([{ installationId, period, until }]);
    return (facts?.times ?? []).some(({ productSlug, planId }) => {
      const plan = this.catalog.findPlan(productSlug, planId);
      return plan === null || (plan.type === 'subscription' && plan.pricing.meters.length > 0);
    });
  }
}
