import { type Due, duesOf, netOf } from './bill.js';
import { type Period, periodOf } from './calendar.js';
import { type History, periodsBegun } from './history.js';
import type { PlanTariff } from './prices.js';

/** So long after its end a period is closed; of a customer who leaves after so long. */
const GRACE_MS = 3_600_000;
const FINAL_GRACE_MS = 30_000;
const OF_LATE_MS = 62 * 86_400_000;

/** What a customer has been charged by an instant, in cents: on invoices, or carried. */
export interface Charged {
  readonly cents: bigint;
  /** The customer has left, and all is told: nothing will follow. */
  readonly isFinal: boolean;
  /** When something was last charged; null: never. */
  readonly lastAt: number | null;
}

/** All that what is charged follows from. */
export interface Books {
  readonly tariffs: ReadonlyMap<string, PlanTariff>;
  /** The instants at which the product did what was due. */
  readonly settled: readonly number[];
}

/** What a customer has been charged by the last instant at which the product did what was due. */
export function chargedOf(history: History, books: Books): Charged {
  const { tariffs } = books;
  const closes = closesOf(history, books);
  const lastAt = closes.at(-1)?.at ?? null;
  const isFinal = closes.some(({ isLast }) => isLast);
  const known = { told: lastAt ?? 0, plans: lastAt ?? 0 };
  const closed = closes.flatMap(({ period }) => subscribed(duesOf(history, period, known, tariffs)));
  const sum = closed.reduce((total, due) => total + netOf(due), 0n);
  const ahead = isFinal ? 0n : aheadOfAll(history, closes.length, { closedAt: lastAt, books });
  return { cents: sum + ahead + initialOf(history, books), isFinal, lastAt };
}

/** What is due once, when a resource is on a plan for the first time: as soon as the product does what is due. */
function initialOf({ stays }: History, { settled, tariffs }: Books): bigint {
  const begun = stays.filter(({ start }) => start <= (settled.at(-1) ?? 0));
  const accounts = new Map(begun.map(({ resource, plan }) => [`${resource} ${plan}`, plan]));
  return [...accounts.values()].reduce((sum, plan) => sum + (tariffs.get(plan)?.initialCents ?? 0n), 0n);
}

/** Of the period that is to be closed next, and of those after it that have begun. */
function aheadOfAll(history: History, from: number, { closedAt, books }: Ahead): bigint {
  let sum = 0n;
  for (let index = from; index < periodsBegun(history, books.settled.at(-1) ?? 0); index += 1)
    sum += aheadOf(history, periodOf(history.installedAt, index), {
      closedAt: index === from ? closedAt : null,
      books,
    });
  return sum;
}

interface Close {
  readonly period: Period;
  readonly at: number;
  readonly isLast: boolean;
}

/** The periods that have been closed, each when the product first could; of who leaves the last ones together. */
function closesOf(history: History, { settled, tariffs }: Books): readonly Close[] {
  const { installedAt, leftAt } = history;
  const wait = usesUp(history, tariffs) ? FINAL_GRACE_MS : 0;
  const closes: Close[] = [];
  for (let index = 0; ; index += 1) {
    const period = periodOf(installedAt, index);
    const isLast = leftAt !== null && leftAt <= period.end;
    const regular = settled.find(
      (instant) => instant >= period.end + GRACE_MS && (leftAt === null || instant < leftAt),
    );
    const final = leftAt === null ? undefined : settled.find((instant) => instant >= leftAt + wait);
    const at = regular ?? final;
    if (at === undefined) return closes;
    closes.push({ period, at, isLast });
    if (isLast) return closes;
  }
}

/** Whether usage had a part in what a customer who leaves has owed of late, so that the last of it is waited for. */
function usesUp({ leftAt, stays }: History, tariffs: ReadonlyMap<string, PlanTariff>): boolean {
  const since = (leftAt ?? 0) - OF_LATE_MS;
  return stays.some(({ plan, end }) => (end ?? Infinity) > since && (tariffs.get(plan)?.meters.length ?? 0) > 0);
}

/**
 * What of the open period was paid in advance: by who goes on, when the period before was closed; by who begins, when the product next
 * did what was due. What is not used is taken back when the period is closed, and no sooner.
 */
function aheadOf(history: History, period: Period, { closedAt, books }: Ahead): bigint {
  const { settled, tariffs } = books;
  const now = settled.at(-1) ?? 0;
  const begun = history.stays.filter(
    ({ plan, start, end }) =>
      tariffs.get(plan)?.billed === 'advance' && start <= now && start < period.end && (end ?? Infinity) > period.start,
  );
  const accounts = Map.groupBy(begun, ({ resource, plan }) => `${resource} ${plan}`);
  let sum = 0n;
  for (const stays of accounts.values()) {
    let charged = 0n;
    for (const at of stays.map(({ start }) => chargedAt(start)).filter((instant) => instant !== undefined)) {
      const known = { ...history, stays: stays.filter(({ start }) => start <= at) };
      const [due] = duesOf(known, period, { told: 0, plans: at }, tariffs);
      const fee = due === undefined ? 0n : due.fee - due.off[0];
      if (fee > charged) charged = fee;
    }
    sum += charged;
  }
  return sum;

  function chargedAt(start: number): number | undefined {
    if (start < period.start) return closedAt ?? undefined;
    return settled.find((instant) => instant >= start);
  }
}

interface Ahead {
  /** When the period before was closed; null: not yet. */
  readonly closedAt: number | null;
  readonly books: Books;
}

function subscribed(dues: readonly Due[]): readonly Due[] {
  return dues.filter(({ tariff }) => !tariff.isPrepaid);
}
