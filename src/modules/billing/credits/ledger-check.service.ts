import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { PushRequests } from '../interim/index.js';
import { BurnRepository } from './burn.repository.js';
import { LedgerDrift } from './ledger-drift.js';
import { LedgerRepository } from './ledger.repository.js';

/** Holds balances against the sums of their entries; the entries are right. */
@Injectable()
export class LedgerCheck {
  constructor(
    private readonly installations: InstallationRepository,
    private readonly accounts: BurnRepository,
    private readonly ledger: LedgerRepository,
    private readonly pushes: PushRequests,
    private readonly unitOfWork: UnitOfWork,
    private readonly drift: LedgerDrift,
    private readonly clock: Clock,
  ) {}

  /** Sets right what is wrong, tells Vercel, and leaves a trace for whoever has to find out why. */
  async run(installationId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.installations.lock(installationId);
      if (!(await this.accounts.hasAccount(installationId))) return;
      await this.ledger.open(installationId, { due: null, now: this.clock.now() });
      const repaired = await this.ledger.repair(installationId);
      for (const each of repaired) this.drift.note(installationId, each);
      if (repaired.length > 0) await this.pushes.soon(installationId);
    });
  }
}
