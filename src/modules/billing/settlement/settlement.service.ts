import { Injectable, Logger } from '@nestjs/common';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { InstallationRepository, type OpenMoney, SettlesMoney } from '../../installations/index.js';
import { FinalAccounts } from './final-accounts.service.js';
import { Finalization } from './finalization.service.js';

/** Settles the money of customers who leave, inside the time that Vercel keeps their installation for it. */
@Injectable()
export class Settlement extends SettlesMoney {
  private readonly logger = new Logger(Settlement.name);

  constructor(
    private readonly installations: InstallationRepository,
    private readonly accounts: FinalAccounts,
    private readonly finalization: Finalization,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Known at once where usage has no part in it, and no invoice is on its way or still to be followed. */
  override async owesNothing(installationId: string): Promise<boolean> {
    return this.accounts.areEmpty(installationId);
  }

  override async settle(installationId: string): Promise<OpenMoney | null> {
    const installation = await this.installations.find(installationId);
    if (installation === null) return null;
    const { uninstallRequestedAt: askedAt, windowClosesAt, lineClosedAt } = installation;
    if (askedAt === null || windowClosesAt === null) return null;
    if (windowClosesAt <= this.clock.now()) return this.giveUp(installationId);
    const open = lineClosedAt === null && (await this.accounts.draw({ installationId, askedAt, windowClosesAt }));
    return open || this.finalization.declare(installationId);
  }

  /** Vercel listens no more. What it was not told in time is on record; that is for somebody to look at. */
  private async giveUp(installationId: string): Promise<null> {
    const { unsent, isUnknown } = await this.accounts.closeUnsent(installationId);
    const details = { unsent, ...(isUnknown ? { problem: 'what is owed could not be told' } : {}) };
    const action = 'billing.settled-too-late';
    await this.unitOfWork.run(async () =>
      this.audit.append({ installationId, action, subject: installationId, details }),
    );
    const isLost = unsent > 0 || isUnknown;
    this.logger[isLost ? 'error' : 'warn']('The time for final invoices is over', { installationId, ...details });
    return null;
  }
}
