import { Injectable } from '@nestjs/common';
import type { PrepaymentBalance, ProvisionPurchaseResponse } from '#libs/vercel-contract';
import { BalancesToPush, PushRequests } from '../interim/index.js';
import { type HeldBalance, LedgerRepository } from './ledger.repository.js';

/** What is left, as Vercel is told it in pushes and in answers. */
@Injectable()
export class BalanceSheet extends BalancesToPush {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly pushes: PushRequests,
  ) {
    super();
  }

  async of(installationIds: readonly string[]): Promise<ReadonlyMap<string, readonly PrepaymentBalance[]>> {
    const balances = await this.ledger.toldBalances(installationIds);
    const byTenant = Map.groupBy(balances, ({ installationId }) => installationId);
    return new Map([...byTenant].map(([installationId, held]) => [installationId, held.map(told)]));
  }

  /** In the caller's unit of work: the timestamp first, so that what is read under it is never older than it says. */
  async answer(installationId: string): Promise<ProvisionPurchaseResponse> {
    const timestamp = await this.pushes.timestamp(installationId);
    const balances = (await this.of([installationId])).get(installationId) ?? [];
    return { timestamp: timestamp.toISOString(), balances };
  }
}

function told({ installationId, holder, cents }: HeldBalance): PrepaymentBalance {
  return { ...(holder === installationId ? {} : { resourceId: holder }), currencyValueInCents: cents };
}
