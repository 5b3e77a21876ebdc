import type { Entry } from '../billing/index.js';
import { dollars, minute, type Moment } from './format.js';

/** Balances of credits, and what has changed them. */
export interface CreditsView {
  readonly balances: readonly { readonly name: string; readonly amount: string }[];
  readonly entries: readonly {
    readonly at: Moment;
    readonly what: string;
    readonly name: string;
    readonly amount: string;
  }[];
  /** Path of the entries before these; null where there are none. */
  readonly older: string | null;
  /** What is left to one of them; null for one that has none. */
  readonly of: (holder: string) => string | null;
}

const KINDS = {
  purchase: 'Bought',
  burn: 'Used',
  refund: 'Refunded',
  adjustment: 'Adjusted',
} as const satisfies Record<Entry['kind'], string>;

interface Known {
  readonly balances: ReadonlyMap<string, number>;
  readonly entries: readonly Entry[];
  /** Names of resources by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly most: number;
}

/** Credits as pages show them. */
export function creditsView(installationId: string, { balances, entries, names, most }: Known): CreditsView {
  const nameOf = (holder: string): string =>
    holder === installationId ? 'Whole installation' : (names.get(holder) ?? holder);
  const last = entries.at(most - 1);
  return {
    balances: [...balances].map(([holder, cents]) => ({ name: nameOf(holder), amount: dollars(cents) })),
    entries: entries.map(({ at, kind, holder, cents }) => ({
      at: minute(at),
      what: KINDS[kind],
      name: nameOf(holder),
      amount: dollars(cents),
    })),
    older: last === undefined ? null : `/dashboard/billing?before=${last.number}`,
    of: (holder) => {
      const cents = balances.get(holder);
      return cents === undefined ? null : dollars(cents);
    },
  };
}
