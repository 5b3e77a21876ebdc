import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Unavailable } from '../../../platform/errors/index.js';
import { Catalog } from '../../catalog/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { periodAt } from '../periods/index.js';
import { BillingPushRepository } from './billing-push.repository.js';
import type { Claim, Trial } from './claim.js';
import { assertClocksAgree } from './clocks-agree.js';
import type { Wanted } from './push-messages.js';
import { PushRound } from './push-round.service.js';

/** Longer than a round with all its calls takes. */
const LEASE_SECONDS = 120;
/** Days that are caught up with in one go; what Vercel does not take any more costs no call. */
const MOST_DAYS = 400;

type How = { readonly when: 'due' | 'now'; readonly wanted: Wanted };

/** Interim data of single installations, at once. */
@Injectable()
export class InterimData {
  constructor(
    private readonly pushes: BillingPushRepository,
    private readonly round: PushRound,
    private readonly installations: InstallationRepository,
    private readonly catalog: Catalog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes sure that Vercel has interim data of the present period, or of the last one that there is of an installation that leaves:
   * without any it takes no invoice. What it took earlier has to do when it is too late for more. Outside any transaction. @throws Unavailable when it does not take them now
   */
  async ensureSent(installationId: string): Promise<void> {
    if (await this.isSent(installationId)) return;
    const last = await this.catchUp(installationId, { when: 'now', wanted: 'data' });
    if (await this.isSent(installationId)) return;
    const push = await this.pushes.find(installationId);
    const isTooLate = last !== null && last.error === null && push?.acceptedAt != null;
    if (!isTooLate) throw new Unavailable(`Interim data: ${last?.error ?? 'not taken'}`);
  }

  /** Tells what is due of an installation, back-filled days first; `now`: whether it is due or not, as when whoever took it has died. */
  async tell(installationId: string, when: 'due' | 'now'): Promise<void> {
    await this.catchUp(installationId, { when, wanted: 'needed' });
  }

  private async isSent(installationId: string): Promise<boolean> {
    const [push, installation] = await Promise.all([
      this.pushes.find(installationId),
      this.installations.find(installationId),
    ]);
    if (installation === null || push === null || push.acceptedUntil === null) return false;
    const last = installation.uninstallRequestedAt;
    if (last !== null) return push.acceptedUntil >= last;
    return push.acceptedUntil > periodAt(this.catalog.period, installation.createdAt, this.clock.now()).start;
  }

  /** What became of the last try: of a day that goes on, or one that failed. */
  private async catchUp(installationId: string, { when, wanted }: How): Promise<Trial | null> {
    this.unitOfWork.assertClosed('Interim data');
    let last: Trial | null = null;
    for (let days = 0; days < MOST_DAYS; days += 1) {
      assertClocksAgree(this.clock);
      const lease = this.clock.inSeconds(LEASE_SECONDS);
      const claim = await this.pushes.claimOne(installationId, when, this.clock.now(), lease);
      if (claim === null) return last;
      const [trial = null] = await this.round.run([claim], wanted);
      last = trial;
      if (trial === null || trial.error !== null || isOnSameDay(claim, trial)) return last;
    }
    return last;
  }
}

function isOnSameDay({ today }: Claim, { next }: Trial): boolean {
  return today?.day.end.getTime() === next.day.end.getTime();
}
