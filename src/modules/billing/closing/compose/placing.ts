import { createHash } from 'node:crypto';
import type { Interval } from '../../periods/index.js';
import type { Rated } from '../../rating/index.js';
import type { Due } from './dues.js';
import { type Account, type Charge, keyOf } from './ledger.js';
import { freePeriod, within } from './wire-period.js';

/** Why an invoice is made, and with it which period Vercel is told. */
export type InvoiceKind = 'signup' | 'advance' | 'arrears' | 'closing' | 'final';

/** What is to stand in one invoice, should it come to enough; its accounts were on their plans in its period. */
export interface Group {
  readonly kind: InvoiceKind;
  /** The same for the same charges, and no other's within the installation. */
  readonly externalId: string;
  readonly period: Interval;
  readonly invoiceDate: Date;
  readonly dues: readonly Due[];
}

/** Invoices to be, and what has none of its own. */
export interface Placed {
  readonly groups: readonly Group[];
  readonly loose: readonly Due[];
}

/** What is known at the end of a period. */
export interface Close {
  readonly period: Interval;
  readonly next: Interval;
  readonly now: Date;
  readonly rated: Rated;
  /** Of the next period, as far as it is paid in advance. */
  readonly ratedNext: Rated;
  readonly dues: readonly Due[];
  readonly charges: readonly Charge[];
}

const DIGEST_LENGTH = 16;

type Role = 'advance' | 'arrears' | 'closing';

/**
 * What is due at the end of a period. Who goes on with a plan that is paid in advance gets one invoice in the next period, with
 * its fee and with what was used in the past one; who left such a plan one for the time until then, since the past period has its
 * invoice; all others one for the past period.
 */
export function placeAtClose(close: Close): Placed {
  const { period, next, dues, charges } = close;
  const roleOf = rolesOf(close);
  const byRole = Map.groupBy(dues, (due) => roleOf.get(keyOf(due)) ?? 'none');
  const groups = (['advance', 'arrears', 'closing'] as const).flatMap((kind) => {
    const own = byRole.get(kind) ?? [];
    if (!own.some(({ lines }) => lines.length > 0)) return [];
    const wanted = kind === 'closing' ? extentOf(own, close.rated, period) : kind === 'arrears' ? period : next;
    const wire = freePeriod(wanted, own, charges);
    const invoiceDate = kind === 'advance' ? within(wire, close.now) : within(wire, wire.end);
    const externalId = `${kind}-${stampOf(kind === 'advance' ? next.start : period.start)}`;
    return [{ kind, externalId, period: wire, invoiceDate, dues: own }];
  });
  if (groups.length === 0) return placeLate('arrears', dues, charges);
  const placed = new Set(groups.flatMap((group) => group.dues));
  return { groups, loose: dues.filter((due) => !placed.has(due)) };
}

/**
 * Where nothing of the present period can be invoiced, what became known late is for the period that it is about: it must not wait
 * for an invoice that perhaps never comes.
 */
function placeLate(kind: 'arrears' | 'final', dues: readonly Due[], charges: readonly Charge[]): Placed {
  const [latest] = dues
    .filter(({ lines }) => lines.length > 0)
    .toSorted((one, other) => +other.period.start - +one.period.start);
  if (latest === undefined) return { groups: [], loose: dues };
  const own = dues.filter(({ period }) => +period.start === +latest.period.start);
  const wire = freePeriod(latest.period, own, charges);
  const externalId = `${kind}-${stampOf(wire.start)}-${digestOf(own)}`;
  const group = { kind, externalId, period: wire, invoiceDate: within(wire, wire.end), dues: own };
  return { groups: [group], loose: dues.filter((due) => !own.includes(due)) };
}

/** In which kind of invoice an account can stand; those that were on no plan in the period are left out. */
function rolesOf({ period, next, rated, ratedNext, dues, charges }: Close): ReadonlyMap<string, Role> {
  const goOn = ratedNext.lines.filter((line) => line.billed === 'advance' && +line.start === +next.start);
  const prepaid = new Set([
    ...rated.lines.filter(({ billed }) => billed === 'advance').map(keyOf),
    ...charges.filter(({ part, periodStart }) => part === 'advance' && +periodStart === +period.start).map(keyOf),
  ]);
  const present = [...rated.lines, ...dues.filter(({ part }) => part === 'initial')].map(keyOf);
  const roles = present.map((key) => [key, prepaid.has(key) ? 'closing' : 'arrears'] as const);
  return new Map<string, Role>([...roles, ...goOn.map((line) => [keyOf(line), 'advance'] as const)]);
}

/** What is known of plans that have begun within a period and want something at once. */
export interface Signup {
  readonly period: Interval;
  readonly now: Date;
  readonly dues: readonly Due[];
  /** When each account began, by its key. */
  readonly begins: ReadonlyMap<string, Date>;
  readonly charges: readonly Charge[];
}

/** One invoice for all that began at the same instant, from then to the end of the period. */
export function placeSignups({ period, now, dues, begins, charges }: Signup): Placed {
  const byBegin = Map.groupBy(dues, (due) => begins.get(keyOf(due))?.getTime() ?? period.start.getTime());
  const groups = [...byBegin].map(([begin, own]) => {
    const wire = freePeriod({ start: new Date(begin), end: period.end }, own, charges);
    const externalId = `signup-${stampOf(wire.start)}-${digestOf(own)}`;
    return { kind: 'signup' as const, externalId, period: wire, invoiceDate: within(wire, now), dues: own };
  });
  return { groups, loose: [] };
}

/** All that is left of who leaves at an instant, in one invoice that ends with it. */
export function placeFinal({ period, rated, dues, charges }: Omit<Close, 'next' | 'now' | 'ratedNext'>): Placed {
  const present = new Set(rated.lines.map(keyOf));
  const own = dues.filter((due) => present.has(keyOf(due)) || due.part === 'initial');
  if (!own.some(({ lines }) => lines.length > 0)) return placeLate('final', dues, charges);
  const wire = freePeriod(period, own, charges);
  const externalId = `final-${stampOf(period.start)}`;
  const group = { kind: 'final' as const, externalId, period: wire, invoiceDate: within(wire, wire.end), dues: own };
  return { groups: [group], loose: dues.filter((due) => !own.includes(due)) };
}

/** From the first instant that these accounts have something for to the last. */
function extentOf(accounts: readonly Account[], { lines }: Rated, period: Interval): Interval {
  const keys = new Set(accounts.map(keyOf));
  const own = lines.filter((line) => keys.has(keyOf(line)));
  if (own.length === 0) return period;
  const start = Math.min(...own.map((line) => line.start.getTime()));
  return { start: new Date(start), end: new Date(Math.max(...own.map((line) => line.end.getTime()))) };
}

function digestOf(accounts: readonly Account[]): string {
  const keys = accounts.map(keyOf).toSorted();
  return createHash('sha256').update(JSON.stringify(keys)).digest('hex').slice(0, DIGEST_LENGTH);
}

function stampOf(at: Date): string {
  return at.toISOString().replaceAll(/[-:.]/g, '');
}
