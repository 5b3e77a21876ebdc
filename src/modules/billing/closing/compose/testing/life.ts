import { Exact } from '#libs/money';
import { type Interval, overlap, periodAt } from '../../../periods/index.js';
import { rate, type Rated, type Segment, type Tariff, type Usage } from '../../../rating/index.js';
import type { Composed } from '../compose.js';
import type { Charge } from '../ledger.js';
import { type Cost, type Known, type Reckoned, reckonEnd, reckonExit, reckonSignups } from '../reckon.js';

/** Something used: counted in the period of `at`, and known from `toldAt` on. */
export interface Told {
  readonly at: Date;
  readonly toldAt: Date;
  readonly resourceId: string;
  readonly planId: string;
  readonly quantity: Exact;
}

/** Everything that happens to a customer. */
export interface Story {
  readonly installedAt: Date;
  readonly segments: readonly Segment[];
  readonly told: readonly Told[];
  /** When somebody looks at the billing. */
  readonly looks: readonly Date[];
  readonly leavesAt: Date;
  readonly graceMs: number;
}

/** Lives a customer's life through the pure functions, with a ledger in memory: what the services do, without a database. */
export class Life {
  readonly invoices: Composed[] = [];
  readonly charges: Charge[] = [];
  carriedCents = 0;
  private open: Interval;
  private readonly closed: { period: Interval; known: number }[] = [];

  constructor(private readonly story: Story) {
    this.open = this.periodAt(story.installedAt);
  }

  /** The whole life; what is left in the end is written off. */
  live(): this {
    const { looks, leavesAt } = this.story;
    for (const now of looks.filter((look) => look < leavesAt).toSorted((a, b) => a.getTime() - b.getTime()))
      this.look(now);
    while (this.open.end <= leavesAt) this.close(leavesAt, leavesAt);
    const cost = { period: this.open, rated: this.rated(this.open, leavesAt, leavesAt, leavesAt) };
    this.book(reckonExit(this.known(cost, leavesAt, leavesAt), leavesAt), leavesAt);
    return this;
  }

  /** All that the customer is to pay in the end, worked out at once. */
  directly(): number {
    const { installedAt, leavesAt } = this.story;
    let [total, period] = [0, this.periodAt(installedAt)];
    while (period.start <= leavesAt) {
      total += this.rated(period, period.end, leavesAt, leavesAt).cents;
      period = this.periodAt(period.end);
    }
    return total;
  }

  private look(now: Date): void {
    while (this.open.end.getTime() + this.story.graceMs <= now.getTime()) this.close(now, null);
    const isOver = this.open.end <= now;
    const period = isOver ? this.periodAt(this.open.end) : this.open;
    const cost = { period, rated: this.rated(period, now, now, null), unpriced: [] };
    const { charges, carriedCents } = this;
    this.book(reckonSignups({ cost, firsts: [], charges: [...charges], carriedCents, now }, !isOver), now);
  }

  private close(now: Date, leavesAt: Date | null): void {
    const next = this.periodAt(this.open.end);
    const cost = { period: this.open, rated: this.rated(this.open, this.open.end, now, leavesAt) };
    const until = now < next.end ? now : next.end;
    const ahead = { period: next, rated: this.rated(next, until, now, leavesAt) };
    this.book(reckonEnd(this.known(cost, now, leavesAt), ahead), now);
    this.closed.push({ period: this.open, known: this.count(this.open, now) });
    this.open = next;
  }

  private known(cost: Cost, now: Date, leavesAt: Date | null): Known {
    const changed = this.closed.filter(({ period, known }) => this.count(period, now) !== known);
    const corrected = changed.map(({ period }) => ({
      period,
      rated: this.rated(period, period.end, now, leavesAt),
      unpriced: [],
    }));
    for (const one of changed) one.known = this.count(one.period, now);
    return {
      cost: { ...cost, unpriced: [] },
      corrected,
      firsts: [],
      charges: [...this.charges],
      carriedCents: this.carriedCents,
      now,
    };
  }

  private book({ composition }: Reckoned, bookedAt: Date): void {
    this.invoices.push(...composition.invoices);
    this.carriedCents = composition.carriedCents;
    for (const { dues, hosted, period: wire } of composition.invoices) {
      for (const due of dues) this.charges.push({ ...due, periodStart: due.period.start, bookedAt, wire });
      for (const due of hosted) this.charges.push({ ...due, periodStart: due.period.start, bookedAt, wire: null });
    }
    for (const due of composition.left)
      this.charges.push({ ...due, periodStart: due.period.start, bookedAt, wire: null });
  }

  /** As far as it is known at an instant. */
  private rated(period: Interval, until: Date, now: Date, leavesAt: Date | null): Rated {
    const seen = this.story.segments.flatMap((segment) => {
      const end = segment.end !== null && segment.end <= now ? segment.end : null;
      if (segment.start > now || (leavesAt !== null && segment.start >= leavesAt)) return [];
      return [{ ...segment, end: leavesAt !== null && (end === null || end > leavesAt) ? leavesAt : end }];
    });
    return rate({ period, until, segments: seen, usage: this.usage(period, now), reductions: [] });
  }

  private usage(period: Interval, now: Date): readonly Usage[] {
    return this.story.told
      .filter(({ at, toldAt }) => toldAt <= now && at >= period.start && at < period.end && at < this.story.leavesAt)
      .map(({ resourceId, planId, quantity }) => ({ resourceId, planId, meter: 'compute', quantity }));
  }

  private count(period: Interval, now: Date): number {
    return this.usage(period, now).length;
  }

  private periodAt(at: Date): Interval {
    return periodAt('anniversary', this.story.installedAt, at);
  }
}

/** What Vercel would say to an invoice, in words: its rules about periods, dates and amounts. */
export function faultsOf(
  invoice: Composed,
  earlier: readonly Composed[],
  segments: readonly Segment[],
): readonly string[] {
  const { period, invoiceDate, items, discounts, totalCents } = invoice;
  const faults: string[] = [];
  const cents = (text: string): number => Math.round(Number(text) * 100);
  const sum =
    items.reduce((all, { total }) => all + cents(total), 0) -
    discounts.reduce((all, one) => all + cents(one.amount), 0);
  if (sum !== totalCents || totalCents < 50) faults.push(`${sum} instead of ${totalCents} cents`);
  if (invoiceDate < period.start || invoiceDate >= period.end) faults.push('its date is outside');
  for (const { start, end, name } of [...items, ...discounts]) {
    const isInside = new Date(start ?? period.start) >= period.start && new Date(end ?? period.end) <= period.end;
    if (!isInside) faults.push(`${name} is outside`);
  }
  for (const { billingPlanId, resourceId } of [...items, ...discounts]) {
    const isActive = segments.some(
      ({ tariff, resourceId: whose, start, end }) =>
        whose === resourceId &&
        tariff.planId === billingPlanId &&
        overlap(period, { start, end: end ?? new Date(8.64e15) }) !== null,
    );
    if (!isActive) faults.push(`${billingPlanId} was not active`);
  }
  const names = new Set(items.map(keyed(period)));
  if (earlier.some((other) => other.items.some((item) => names.has(keyed(other.period)(item)))))
    faults.push('a second one');
  return faults;
}

const keyed =
  ({ start, end }: Interval) =>
  ({ resourceId, billingPlanId }: { readonly resourceId?: string; readonly billingPlanId: string }): string =>
    `${resourceId} ${billingPlanId} ${+start} ${+end}`;

/** Plans of every kind. */
export function plansOf(tariff: (pricing: object, planId: string) => Tariff): readonly Tariff[] {
  const meters = [{ meter: 'compute', unitPrice: '0.10' }];
  return [
    tariff({}, 'free'),
    tariff({ fixedFee: '20.00', meters }, 'pro'),
    tariff({ fixedFee: '0.30', meters }, 'tiny'),
    tariff({ fixedFee: '30.00', billed: 'advance', meters }, 'ahead'),
    tariff({ fixedFee: '90.00', billed: 'advance', proration: 'none' }, 'whole'),
    tariff(
      { fixedFee: '55.00', billed: 'advance', proration: 'day', discounts: [{ name: 'off', percentage: '10' }] },
      'daily',
    ),
  ];
}
