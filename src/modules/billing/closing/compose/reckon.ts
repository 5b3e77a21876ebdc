import type { Interval } from '../../periods/index.js';
import type { Rated } from '../../rating/index.js';
import { beginnings } from './beginnings.js';
import { compose, type Composition } from './compose.js';
import { continuing } from './continuing.js';
import { type Due, duesOf } from './dues.js';
import { type Account, type Charge, keyOf } from './ledger.js';
import { placeAtClose, placeFinal, placeSignups } from './placing.js';

/** What a period costs as far as is known now. */
export interface Cost {
  readonly period: Interval;
  readonly rated: Rated;
}

/** As far as it can be told. */
export interface KnownCost extends Cost {
  /** What nobody knows the price of; it stays as it was charged. */
  readonly unpriced: readonly Account[];
}

/** What everything that is due follows from. */
export interface Known {
  readonly cost: KnownCost;
  /** Of closed periods of which more is known now. */
  readonly corrected: readonly KnownCost[];
  /** What is due once for beginnings. */
  readonly firsts: readonly Due[];
  readonly charges: readonly Charge[];
  readonly carriedCents: number;
  readonly now: Date;
}

/** What is charged on an occasion, and on which invoices it stands. */
export interface Reckoned {
  readonly dues: readonly Due[];
  readonly composition: Composition;
}

const MS = 1;

/** A period that is over; `next` is what the one after it costs, of which those who go on pay their fees in advance. */
export function reckonEnd(known: Known, next: Cost): Reckoned {
  const { cost, charges, now, carriedCents } = known;
  const ratedNext = continuing(next.rated, next.period);
  const goOn = new Set(ratedNext.lines.map(keyOf));
  const ahead = charges.filter((charge) => charge.part === 'advance' && goOn.has(keyOf(charge)));
  const dues = [...duesSoFar(known), ...duesOf(next.period, ratedNext, ahead)];
  const placed = placeAtClose({ ...cost, next: next.period, now, ratedNext, dues, charges });
  return { dues, composition: compose(placed, carriedCents) };
}

/** The last period, which ends when the customer leaves. */
export function reckonExit(known: Known, leavesAt: Date): Reckoned {
  const { start } = known.cost.period;
  const end = leavesAt > start ? leavesAt : new Date(start.getTime() + MS);
  const dues = duesSoFar(known);
  const placed = placeFinal({ period: { start, end }, rated: known.cost.rated, dues, charges: known.charges });
  return { dues, composition: compose(placed, known.carriedCents) };
}

/** Plans that have begun and want something at once. `isOpen`: the period before is closed, so that nobody is charged there. */
export function reckonSignups(known: Omit<Known, 'corrected'>, isOpen: boolean): Reckoned {
  const { cost, firsts, charges, now, carriedCents } = known;
  const { period, rated } = cost;
  const begins = beginnings(rated, charges, isOpen ? null : period.start);
  const fees = duesOf(period, rated, charges).filter(
    (due) => due.part === 'advance' && due.cents > 0 && begins.has(keyOf(due)),
  );
  const dues = [...firsts, ...fees];
  const started = firsts.flatMap((due) => due.lines.map(({ start }) => [keyOf(due), start] as const));
  const placed = placeSignups({ period, now, dues, begins: new Map([...started, ...begins]), charges });
  return { dues, composition: compose(placed, carriedCents) };
}

function duesSoFar({ cost, corrected, firsts, charges }: Known): readonly Due[] {
  const dues = [cost, ...corrected].flatMap((one) => priced(one, duesOf(one.period, one.rated, charges)));
  return [...dues, ...priced(cost, firsts)];
}

function priced({ unpriced }: KnownCost, dues: readonly Due[]): readonly Due[] {
  const unknown = new Set(unpriced.map(keyOf));
  return dues.filter((due) => !unknown.has(keyOf(due)));
}
