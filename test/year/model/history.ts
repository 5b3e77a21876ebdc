import type { Act, Life, Use } from '../life/life.js';
import { periodOf } from './calendar.js';
import { type Reduction, reductionOf } from './discounts.js';

/** A time of a resource on a plan; without an end it goes on. */
export interface PlanStay {
  readonly resource: string;
  readonly plan: string;
  readonly start: number;
  end: number | null;
}

/** A use, and when the product learnt of it. */
export interface ToldUse extends Use {
  readonly toldAt: number;
}

/** What is taken off for a customer, in every period that lasts longer than until then. */
export interface Granted {
  readonly at: number;
  readonly reduction: Reduction;
}

/** All that one customer's bill follows from. */
export interface History {
  readonly customer: string;
  readonly installedAt: number;
  leftAt: number | null;
  readonly stays: PlanStay[];
  readonly uses: ToldUse[];
  readonly discounts: Granted[];
}

/** What happened to each customer, as the life says. */
export function historiesOf({ moments }: Life): readonly History[] {
  const histories = new Map<string, History>();
  for (const { at, acts, uses } of moments) {
    for (const use of uses) histories.get(use.customer)?.uses.push({ ...use, toldAt: at });
    for (const { customer, act } of acts) {
      if (act.kind === 'install')
        histories.set(customer, { customer, installedAt: at, leftAt: null, stays: [], uses: [], discounts: [] });
      const history = histories.get(customer);
      if (history !== undefined) follow(history, act, at);
    }
  }
  return [...histories.values()];
}

/** How many periods of a customer have begun by an instant. */
export function periodsBegun({ installedAt }: History, by: number): number {
  let count = 0;
  while (periodOf(installedAt, count).start <= by) count += 1;
  return count;
}

function follow(history: History, act: Act, at: number): void {
  if (act.kind === 'uninstall') {
    history.leftAt = at;
    for (const stay of history.stays) stay.end ??= at;
    return;
  }
  if (act.kind === 'grant-discount') history.discounts.push({ at, reduction: reductionOf(act.discount) });
  if (act.kind !== 'provision' && act.kind !== 'change-plan' && act.kind !== 'remove') return;
  const { resource } = act;
  const open = history.stays.find((stay) => stay.resource === resource && stay.end === null);
  if (open !== undefined) open.end = at;
  if (act.kind !== 'remove') history.stays.push({ resource, plan: act.plan, start: at, end: null });
}
