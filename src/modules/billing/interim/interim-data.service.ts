import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { UnitOfWork } from '../../../platform/database/index.js';
import { Unavailable } from '../../../platform/errors/index.js';
import { Catalog } from '../../catalog/index.js';
import { InstallationRepository } from '../../installations/index.js';
import { periodAt } from '../periods/index.js';
import { BillingPushRepository } from './billing-push.repository.js';
import { type Claim, LEASE_SECONDS, type Trial } from './claim.js';
import { assertClocksAgree } from './clocks-agree.js';
import type { Wanted } from './push-messages.js';
import { PushRound } from './push-round.service.js';

/** Days that are told in one go; those of a period that Vercel does not take any more count as one, and cost no call. */
const MOST_ROUNDS = 100;

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
   * Makes sure that Vercel has interim data: without any it takes no invoice. They are brought up to date if that can be done now, else
   * those that it took earlier have to do. Outside any transaction. @throws Unavailable when it has none
   */
  async ensureSent(installationId: string): Promise<void> {
    if (await this.bringUpToDate(installationId)) return;
    const push = await this.pushes.find(installationId);
    if (push === null || push.acceptedAt === null)
      throw new Unavailable(`Interim data: ${push?.lastError ?? 'not taken'}`);
  }

  /** Whether Vercel has data of the present period, or of one who leaves the last ones, after trying to tell it. Outside any transaction. */
  async bringUpToDate(installationId: string): Promise<boolean> {
    if (await this.isSent(installationId)) return true;
    await this.catchUp(installationId, { when: 'now', wanted: 'data' });
    return this.isSent(installationId);
  }

  /** Tells what is due of an installation, back-filled days first. */
  async tellDue(installationId: string): Promise<void> {
    await this.catchUp(installationId, { when: 'due', wanted: 'needed' });
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

  /** Until a day that goes on is told of, or one could not be. */
  private async catchUp(installationId: string, { when, wanted }: How): Promise<void> {
    this.unitOfWork.assertClosed('Interim data');
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      assertClocksAgree(this.clock);
      const lease = this.clock.inSeconds(LEASE_SECONDS);
      const claim = await this.pushes.claimOne(installationId, when, this.clock.now(), lease);
      if (claim === null) return;
      const [trial] = await this.round.run([claim], wanted);
      if (trial === undefined || trial.error !== null || isOnSameDay(claim, trial)) return;
    }
  }
}

function isOnSameDay({ today }: Claim, { next }: Trial): boolean {
  return today?.day.end.getTime() === next.day.end.getTime();
}
