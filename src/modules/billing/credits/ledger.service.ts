import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { ResourceRepository } from '../../resources/index.js';
import { LedgerRepository, type Posting } from './ledger.repository.js';
import { Purse } from './purse.js';

/** Writes to the ledgers of credits. Who writes holds the lock of the installation; every method joins the caller's unit of work. */
@Injectable()
export class Ledger {
  constructor(
    private readonly entries: LedgerRepository,
    private readonly resources: ResourceRepository,
    private readonly clock: Clock,
  ) {}

  /** Each to its holder, whatever he has; afterwards the installation's credits pay what its resources owe. */
  async post(installationId: string, postings: readonly Posting[]): Promise<void> {
    if (postings.length === 0) return;
    const now = this.clock.now();
    await this.entries.open(installationId, { due: null, now });
    const last = await this.entries.append(installationId, merged(postings), now);
    const purse = new Purse(installationId, await this.entries.balances(installationId));
    const settling = purse.payDebts().flatMap((debt) => settlingOf(installationId, debt, last));
    if (settling.length > 0) await this.entries.append(installationId, settling, now);
  }

  /** Costs, each as a posting of what it takes: from its holder first, and from the installation what the holder does not have. */
  async charge(installationId: string, costs: readonly Posting[]): Promise<void> {
    if (costs.length === 0) return;
    await this.entries.open(installationId, { due: null, now: this.clock.now() });
    const here = await this.whoIsHere(installationId, costs);
    const purse = new Purse(installationId, await this.entries.balances(installationId));
    const postings = costs.flatMap((cost) =>
      purse
        .pay(cost.holder, -cost.cents, here.has(cost.holder) ? 'here' : 'gone')
        .map(({ holder, cents }) => Object.assign({}, cost, { holder, cents })),
    );
    await this.post(installationId, postings);
  }

  private async whoIsHere(installationId: string, costs: readonly Posting[]): Promise<ReadonlySet<string>> {
    const ids = [...new Set(costs.map(({ holder }) => holder))];
    const live = await this.resources.findLive(installationId, ids);
    return new Set([installationId, ...live.map(({ id }) => id)]);
  }
}

/** One entry per fact and holder, however many parts of it come together there. */
function merged(postings: readonly Posting[]): readonly Posting[] {
  const byFact = Map.groupBy(postings, ({ reference, holder }) => JSON.stringify([reference, holder]));
  return [...byFact.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const cents = others.reduce((sum, posting) => sum + posting.cents, first.cents);
    return cents === 0 ? [] : [{ ...first, cents }];
  });
}

function settlingOf(
  installationId: string,
  debt: { readonly holder: string; readonly cents: number },
  last: number,
): readonly Posting[] {
  const fact = { kind: 'adjustment', reference: `debt:${debt.holder}:${last}` } as const;
  const details = { reason: 'The credits of the installation pay what the resource owes', resourceId: debt.holder };
  return [
    { ...fact, details, holder: installationId, cents: -debt.cents },
    { ...fact, details, holder: debt.holder, cents: debt.cents },
  ];
}
