import type { Interval } from '../../periods/index.js';
import { type Account, type Charge, keyOf } from './ledger.js';

const MS = 1;

/** Vercel takes one invoice per resource, plan and period: the wanted period, begun a moment later where some account has one in it. */
export function freePeriod(wanted: Interval, accounts: readonly Account[], charges: readonly Charge[]): Interval {
  const keys = new Set(accounts.map(keyOf));
  const taken = new Set(
    charges.flatMap(({ wire, ...account }) => (wire !== null && keys.has(keyOf(account)) ? [textOf(wire)] : [])),
  );
  let { start } = wanted;
  while (taken.has(textOf({ start, end: wanted.end }))) start = new Date(start.getTime() + MS);
  return { start, end: wanted.end };
}

/** The instant, or the nearest one within a period, its end left out. */
export function within({ start, end }: Interval, at: Date): Date {
  return new Date(Math.max(start.getTime(), Math.min(at.getTime(), end.getTime() - MS)));
}

function textOf({ start, end }: Interval): string {
  return `${start.getTime()}/${end.getTime()}`;
}
