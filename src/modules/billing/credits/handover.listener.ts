import { Injectable } from '@nestjs/common';
import { ListensTo } from '../../../platform/events/index.js';
import { ResourceHandedOver } from '../../resources/index.js';
import { BurnRepository } from './burn.repository.js';
import { Burns } from './burns.service.js';
import { CreditChanges } from './credit-changes.service.js';
import { LedgerRepository } from './ledger.repository.js';
import { Standings } from './standings.service.js';

/** What is left of a resource's credits goes along with it; what it owes stays with whoever used it. */
@Injectable()
export class HandoverListener {
  constructor(
    private readonly accounts: BurnRepository,
    private readonly ledger: LedgerRepository,
    private readonly burns: Burns,
    private readonly standings: Standings,
    private readonly changes: CreditChanges,
  ) {}

  /** Both installations are locked. */
  @ListensTo(ResourceHandedOver)
  async onHandedOver({
    resourceId,
    formerInstallationId: from,
    installationId: to,
    until,
  }: ResourceHandedOver): Promise<void> {
    if (!(await this.accounts.hasAccount(from))) return;
    await this.burns.bringForward(from, 'all');
    await this.standings.carry(resourceId, from, to);
    const left = (await this.ledger.balances(from)).get(resourceId) ?? 0;
    if (left <= 0) return;
    const fact = {
      holder: resourceId,
      kind: 'adjustment',
      reference: `transfer:${resourceId}:${until.toISOString()}`,
    } as const;
    const reason = 'The resource has gone over, and its credits with it';
    await this.changes.post(from, [{ ...fact, cents: -left, details: { reason, to } }]);
    await this.changes.post(to, [{ ...fact, cents: left, details: { reason, from } }]);
  }
}
