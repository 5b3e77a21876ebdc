import { Exact } from '#libs/money';
import { type Interval, overlap } from '../periods/index.js';
import { discountsOf } from './discounts.js';
import { fixedFee } from './fixed-fee.js';
import type { Line, Rated, Reduction, Segment, Tariff, Usage } from './rating.js';
import { usageFee } from './usage-fee.js';

/** All that a period's cost follows from. */
export interface Facts {
  readonly period: Interval;
  /** Until when is counted, at most to the end of the period. */
  readonly until: Date;
  readonly segments: readonly Segment[];
  readonly usage: readonly Usage[];
  /** Of the installation; those of a plan stand in its pricing, and come first. */
  readonly reductions: readonly Reduction[];
}

/** The times of one resource (or of the installation) on one plan: what one invoice of Vercel's is about. */
interface Account {
  readonly resourceId: string | null;
  readonly tariff: Tariff;
  readonly times: readonly Interval[];
}

/** What a period costs, line by line. A pure function: the same facts give the same lines, in the order of the segments. */
export function rate(facts: Facts): Rated {
  const accounts = accountsOf(facts).map((account) => {
    const lines = [...fixedLines(account, facts.period), ...usageLines(account, facts.usage)];
    const own = account.tariff.pricing.discounts;
    const others = facts.reductions.filter(({ planId }) => planId === undefined || planId === account.tariff.planId);
    return { lines, discounts: discountsOf(lines, [...own, ...others]) };
  });
  const lines = accounts.flatMap((account) => account.lines);
  const discounts = accounts.flatMap((account) => account.discounts);
  return { lines, discounts, cents: sum(lines) - sum(discounts) };
}

function accountsOf({ segments, period, until }: Facts): readonly Account[] {
  const accounts = new Map<string, Account>();
  for (const segment of segments) {
    const time = overlap({ start: segment.start, end: endOf(segment, period, until) }, period);
    if (time === null) continue;
    const { resourceId, tariff } = segment;
    const key = JSON.stringify([resourceId, tariff.planId]);
    const times = [...(accounts.get(key)?.times ?? []), time];
    accounts.set(key, { resourceId, tariff, times });
  }
  return [...accounts.values()];
}

/** What goes on is charged so far, and on a plan that is paid in advance as if it went on to the end. */
function endOf({ end, tariff }: Segment, period: Interval, until: Date): Date {
  if (end !== null && end <= until) return end;
  return tariff.pricing.billed === 'advance' ? period.end : until;
}

/** A fee that is not prorated is due once, however often the plan was left and taken again. */
function fixedLines({ tariff, resourceId, times }: Account, period: Interval): readonly Line[] {
  const charged = tariff.pricing.proration === 'none' ? times.slice(0, 1) : times;
  return charged.flatMap((time) => fixedFee(tariff, resourceId, time, period) ?? []);
}

/** What is included, and the steps of tiers, count once for all times on the plan, and whole also in a part of a period. */
function usageLines({ tariff, resourceId, times }: Account, usage: readonly Usage[]): readonly Line[] {
  const own = usage.filter((used) => used.resourceId === resourceId && used.planId === tariff.planId);
  const whole = { start: times[0]?.start ?? new Date(0), end: times.at(-1)?.end ?? new Date(0) };
  return tariff.pricing.meters.flatMap((price) => {
    const quantity = own
      .filter(({ meter }) => meter === price.meter)
      .reduce((total, used) => total.plus(used.quantity), Exact.zero);
    return usageFee(tariff, resourceId, { price, quantity }, whole);
  });
}

function sum(positions: readonly { readonly cents: number }[]): number {
  return positions.reduce((total, { cents }) => total + cents, 0);
}
