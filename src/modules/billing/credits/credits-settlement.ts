import { Injectable, type OnModuleInit } from '@nestjs/common';
import { signedAmountOf } from '#libs/money';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { ListensTo } from '../../../platform/events/index.js';
import { MoneySettlement, type OpenMoney, SettlesMoney, UninstallRequested } from '../../installations/index.js';
import { BurnRepository } from './burn.repository.js';
import { Burns } from './burns.service.js';
import { LedgerRepository } from './ledger.repository.js';

/**
 * What becomes of credits when their customer leaves: what was used is taken, and the rest is written down. Nothing is ever owed for them,
 * so nobody waits: usage that comes after the request is taken as long as the uninstall goes on.
 */
@Injectable()
export class CreditsSettlement extends SettlesMoney implements OnModuleInit {
  constructor(
    private readonly settlement: MoneySettlement,
    private readonly accounts: BurnRepository,
    private readonly burns: Burns,
    private readonly ledger: LedgerRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {
    super();
  }

  onModuleInit(): void {
    this.settlement.register(this);
  }

  @ListensTo(UninstallRequested)
  async onLeaving({ installationId }: UninstallRequested): Promise<void> {
    if (!(await this.accounts.hasAccount(installationId))) return;
    await this.burns.bringForward(installationId, 'all');
    if (await this.accounts.close(installationId, this.clock.now())) await this.noteLeft(installationId);
  }

  override owesNothing(): Promise<boolean> {
    return Promise.resolve(true);
  }

  async settle(installationId: string): Promise<OpenMoney | null> {
    await this.unitOfWork.run(async () => {
      if (await this.accounts.hasAccount(installationId)) await this.burns.bringForward(installationId, 'all');
    });
    return null;
  }

  private async noteLeft(installationId: string): Promise<void> {
    const left = [...(await this.ledger.balances(installationId))].filter(([, cents]) => cents !== 0);
    const details = { left: Object.fromEntries(left.map(([holder, cents]) => [holder, signedAmountOf(cents)])) };
    this.audit.append({ installationId, action: 'credits.left-over', subject: installationId, details });
  }
}
