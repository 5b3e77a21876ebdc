import { Injectable } from '@nestjs/common';
import type { ProvisionPurchaseResponse } from '#libs/vercel-contract';
import { PushRequests } from '../interim/index.js';
import { LedgerRepository } from './ledger.repository.js';

/** What is left, as Vercel is told it in answers. */
@Injectable()
export class BalanceSheet {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly pushes: PushRequests,
  ) {}

  /** In the caller's unit of work: the timestamp first, so that what is read under it is never older than it says. */
  async answer(installationId: string): Promise<ProvisionPurchaseResponse> {
    const timestamp = await this.pushes.timestamp(installationId);
    return { timestamp: timestamp.toISOString(), balances: await this.ledger.toldBalances(installationId) };
  }
}
