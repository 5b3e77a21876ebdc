import { type PlanSegment, planTimesWithin } from '../../resources/index.js';
import type { Interval } from '../periods/index.js';
import type { Reduction } from '../rating/index.js';

/** A time on a plan, as far as billing wants to know. */
export interface PlanTime extends Pick<PlanSegment, 'resourceId' | 'productSlug' | 'planId' | 'startedAt' | 'endedAt'> {
  /** What is used from here on counts; before `startedAt` where the resource was there before it was ready. */
  readonly usedFrom: Date;
}

/** What is asked: what an installation costs in a period until an instant. */
export interface StatementRequest {
  readonly installationId: string;
  readonly period: Interval;
  /** Until when is counted, at most to the end of the period. */
  readonly until: Date;
  /** The customer leaves then: no time on a plan goes beyond. */
  readonly leavesAt?: Date;
  /** The billing day to tell figures of; without it none are told. */
  readonly day?: Interval;
}

/** What is on record about it, apart from usage. */
export interface BillingFacts extends StatementRequest {
  readonly times: readonly PlanTime[];
  readonly reductions: readonly Reduction[];
}

/** The JSON that `factsOf` gives. */
export interface FactsJson {
  readonly times: readonly (Omit<PlanTime, 'startedAt' | 'endedAt' | 'usedFrom'> & {
    startedAt: string;
    endedAt: string | null;
    usedFrom: string;
  })[];
  readonly reductions: readonly Reduction[];
}

/**
 * SQL of one JSON value with the times on plans and the discounts of an installation that have a part in a time; the three are
 * expressions. For statements that have something else to do as well.
 */
export function factsOf(installationId: string, start: string, end: string): string {
  return `json_build_object(
    'times', ${planTimesWithin(installationId, start, end)},
    'reductions', coalesce((SELECT json_agg(json_strip_nulls(json_build_object('name', d.name, 'planId', d.plan_id,
        'percentage', trim_scale(d.percentage)::text, 'amount', d.amount::text)) ORDER BY d.starts_at, d.id)
      FROM billing_discounts d WHERE d.installation_id = ${installationId} AND d.starts_at < ${end}
        AND (d.ends_at IS NULL OR d.ends_at > ${start})), '[]'))`;
}

/** The facts of a request, from that JSON. */
export function readFacts(request: StatementRequest, { times, reductions }: FactsJson): BillingFacts {
  const dated = times.map((time) => ({
    ...time,
    startedAt: new Date(time.startedAt),
    usedFrom: new Date(time.usedFrom),
    endedAt: time.endedAt === null ? null : new Date(time.endedAt),
  }));
  return { ...request, times: dated.flatMap((time) => cut(time, request.leavesAt)), reductions };
}

function cut(time: PlanTime, leavesAt: Date | undefined): readonly PlanTime[] {
  if (leavesAt === undefined || (time.endedAt !== null && time.endedAt <= leavesAt)) return [time];
  return time.startedAt < leavesAt ? [{ ...time, endedAt: leavesAt }] : [];
}
