import { Injectable } from '@nestjs/common';
import type { Notification } from '#libs/vercel-contract';
import { Clock } from '../../../platform/clock/index.js';
import { Notifications } from '../../notifications/index.js';
import { Suspensions } from '../../resources/index.js';
import type { Standing } from './credit-balance.entity.js';
import { LedgerRepository } from './ledger.repository.js';
import { PrepaidPlans } from './prepaid-plans.js';
import { standingOf } from './standing.js';
import { StandingRepository, type Subject } from './standing.repository.js';

const KEY = 'credits';
const USED_UP = 'The prepaid credits are used up. It can be used again as soon as there are some.';
const BOUGHT = 'There are credits again.';

const SAID: Readonly<Partial<Record<Standing, Notification>>> = {
  low: {
    level: 'warn',
    title: 'Credits are running low',
    message: 'Little is left of the prepaid credits. Buy more before they are used up.',
  },
  exhausted: {
    level: 'warn',
    title: 'Credits are used up',
    message:
      'Nothing is left of the prepaid credits. What is used from here on is taken from those that are bought next.',
  },
};

/** Whether anybody stands otherwise than before, and whether anybody is on a prepaid plan. */
interface Reviewed {
  readonly hasChanged: boolean;
  readonly goesOn: boolean;
}

/**
 * Tells customers that credits are running low or used up, and keeps out of use what may not go on without. Each change is told once: how
 * everybody stood is on record. In the caller's unit of work, behind the lock
 * of the installation; one that leaves is told nothing.
 */
@Injectable()
export class Standings {
  constructor(
    private readonly standings: StandingRepository,
    private readonly ledger: LedgerRepository,
    private readonly plans: PrepaidPlans,
    private readonly notifications: Notifications,
    private readonly suspensions: Suspensions,
    private readonly clock: Clock,
  ) {}

  async review(installationId: string): Promise<Reviewed> {
    const subjects = await this.standings.find(installationId, this.plans.keys);
    if (subjects.length === 0) return { hasChanged: false, goesOn: false };
    const shared = (await this.ledger.balances(installationId)).get(installationId) ?? 0;
    const judged = subjects.map((subject) => ({ subject, now: this.judge(installationId, subject, shared) }));
    const changed = judged.filter(({ subject, now }) => subject.standing !== now);
    await this.standings.note(installationId, new Map(changed.map(({ subject, now }) => [subject.holder, now])));
    for (const { subject, now } of changed) await this.tell(installationId, subject, now);
    return { hasChanged: changed.length > 0, goesOn: subjects.some((on) => this.plans.termsOf(on) !== null) };
  }

  /** What customers were told beside a resource goes along with it to its next owner, and so does what is on record of that. */
  async carry(resourceId: string, from: string, to: string): Promise<void> {
    const standing = await this.standings.of(from, resourceId);
    if (standing === null || standing === 'well') return;
    const now = this.clock.now();
    await this.ledger.open(to, { due: now, now });
    await this.standings.note(to, new Map([[resourceId, standing]]));
    await this.standings.note(from, new Map([[resourceId, 'well']]));
  }

  private judge(installationId: string, { holder, cents, hasBurned, ...on }: Subject, shared: number): Standing {
    const beside = holder === installationId ? 0 : shared;
    return standingOf({ terms: this.plans.termsOf(on), own: cents, shared: beside, hasBurned });
  }

  private async tell(installationId: string, { holder, standing }: Subject, now: Standing): Promise<void> {
    const whose = holder === installationId ? {} : { resourceId: holder };
    const said = SAID[now];
    if (said !== undefined) await this.notifications.set({ installationId, ...whose }, said, KEY);
    else if (standing === 'low' || standing === 'exhausted')
      await this.notifications.clear({ installationId, ...whose }, KEY);
    if (now === 'stopped') await this.suspensions.suspend(installationId, { ...whose, cause: KEY, message: USED_UP });
    else if (standing === 'stopped')
      await this.suspensions.resume(installationId, { ...whose, cause: KEY, message: BOUGHT });
  }
}
