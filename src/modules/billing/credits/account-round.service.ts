import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { PushRequests } from '../interim/index.js';
import { BurnRepository } from './burn.repository.js';
import { Burns } from './burns.service.js';
import type { Reach } from './late-periods.service.js';
import { Standings } from './standings.service.js';

const HOUR_SECONDS = 3_600;

/** What is done for an account each hour, and whenever something was used. */
@Injectable()
export class AccountRound {
  constructor(
    private readonly burns: Burns,
    private readonly accounts: BurnRepository,
    private readonly standings: Standings,
    private readonly pushes: PushRequests,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Takes what was used, sees how everybody stands then, and comes back as long as something prepaid is there. */
  async run(installationId: string, reach: Reach): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.accounts.hasAccount(installationId))) return;
      await this.burns.bringForward(installationId, reach);
      const { hasChanged, goesOn } = await this.standings.review(installationId);
      await this.accounts.putOff(installationId, goesOn ? this.clock.inSeconds(HOUR_SECONDS) : null);
      if (hasChanged) await this.pushes.soon(installationId);
    });
  }
}
