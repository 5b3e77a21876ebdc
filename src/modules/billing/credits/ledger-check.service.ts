import { Injectable, Logger } from '@nestjs/common';
import { signedAmountOf } from '#libs/money';
import { Audit } from '../../../platform/audit/index.js';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { PushRequests } from '../interim/index.js';
import { BurnRepository } from './burn.repository.js';
import { LedgerRepository, type Repaired } from './ledger.repository.js';

/** Holds balances against the sums of their entries; the entries are right. */
@Injectable()
export class LedgerCheck {
  private readonly logger = new Logger(LedgerCheck.name);

  constructor(
    private readonly installations: InstallationRepository,
    private readonly accounts: BurnRepository,
    private readonly ledger: LedgerRepository,
    private readonly pushes: PushRequests,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Sets right what is wrong, tells Vercel, and leaves a trace for whoever has to find out why. */
  async run(installationId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.installations.lock(installationId);
      if (!(await this.accounts.hasAccount(installationId))) return;
      await this.ledger.open(installationId, { due: null, now: this.clock.now() });
      const repaired = await this.ledger.repair(installationId);
      for (const each of repaired) this.record(installationId, each);
      if (repaired.length > 0) await this.pushes.soon(installationId);
    });
  }

  private record(installationId: string, { holder, kept, summed }: Repaired): void {
    const details = { kept: signedAmountOf(kept), summed: signedAmountOf(summed) };
    this.audit.append({ installationId, action: 'credits.balance-repaired', subject: holder, details });
    this.logger.error({ message: 'A balance was not the sum of its entries', installationId, holder, ...details });
  }
}
