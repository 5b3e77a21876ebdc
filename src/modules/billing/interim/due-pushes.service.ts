import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { BillingPushRepository } from './billing-push.repository.js';
import { LEASE_SECONDS } from './claim.js';
import { assertClocksAgree } from './clocks-agree.js';
import { PushRound } from './push-round.service.js';

/** Installations in a batch, which costs three statements. */
const BATCH = 100;
/** While one batch waits for Vercel, another is read or written. */
const BATCHES_AT_ONCE = 2;
const TURN_MS = 10_000;

/** Takes one batch after the other while there are installations that are due. */
@Injectable()
export class DuePushes {
  private isWorking = false;

  constructor(
    private readonly pushes: BillingPushRepository,
    private readonly round: PushRound,
    private readonly clock: Clock,
  ) {}

  /** Who comes while this process is at it already leaves it to that. @throws ClocksDisagree */
  async work(signal: AbortSignal): Promise<'nothing' | 'more'> {
    if (this.isWorking) return 'nothing';
    this.isWorking = true;
    try {
      const end = performance.now() + TURN_MS;
      const goesOn = (): boolean => !signal.aborted && performance.now() < end;
      const lanes = Array.from({ length: BATCHES_AT_ONCE }, () => this.workLane(goesOn));
      return (await Promise.all(lanes)).includes('more') ? 'more' : 'nothing';
    } finally {
      this.isWorking = false;
    }
  }

  private async workLane(goesOn: () => boolean): Promise<'nothing' | 'more'> {
    while (goesOn()) {
      assertClocksAgree(this.clock);
      const claims = await this.pushes.claimDue(this.clock.now(), this.clock.inSeconds(LEASE_SECONDS), BATCH);
      if (claims.length === 0) return 'nothing';
      await this.round.run(claims, 'needed');
    }
    return 'more';
  }
}
