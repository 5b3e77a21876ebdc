import { Injectable } from '@nestjs/common';
import { Settings } from '../../../platform/config/index.js';
import { Catalog } from '../../catalog/index.js';
import { type Interval, periodAt } from '../periods/index.js';

const SECOND_MS = 1_000;

/** Which period an instant belongs to, and when a period is closed. */
@Injectable()
export class BillingCalendar {
  constructor(
    private readonly catalog: Catalog,
    private readonly settings: Settings,
  ) {}

  periodAt(anchoredAt: Date, at: Date): Interval {
    return periodAt(this.catalog.period, anchoredAt, at);
  }

  /** Begins where the other one ends, also when the catalog has changed how periods are counted. */
  next(anchoredAt: Date, { end }: Interval): Interval {
    return { start: end, end: this.periodAt(anchoredAt, end).end };
  }

  /** Late usage has until then. */
  closesAt({ end }: Interval): Date {
    return new Date(end.getTime() + this.settings.billing.graceSeconds * SECOND_MS);
  }
}
