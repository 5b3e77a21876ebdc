import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Catalog } from '../../catalog/index.js';
import { backOffMs } from '../../installations/index.js';
import { isSendable } from './billing-day.js';
import { BillingPushRepository } from './billing-push.repository.js';
import type { Claim, Trial } from './claim.js';
import { inPool } from './in-pool.js';
import { earliest, hasEnded, Outlook, type Telling } from './outlook.js';
import { type Message, PushCalls } from './push-calls.js';
import { PushMessages, type Wanted } from './push-messages.js';

/** Installations at once; each has two calls at most. */
const CALLS_AT_ONCE = 50;

/** Tells Vercel of those who were taken: measured in one statement, written down in one, and told outside any transaction. */
@Injectable()
export class PushRound {
  constructor(
    private readonly messages: PushMessages,
    private readonly calls: PushCalls,
    private readonly pushes: BillingPushRepository,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** What became of each, as it has been written down. */
  async run(claims: readonly Claim[], wanted: Wanted): Promise<readonly Trial[]> {
    const now = this.clock.now();
    const outlook = new Outlook(this.catalog.period, now);
    const tellings: Telling[] = [];
    const others: Trial[] = [];
    for (const claim of claims) {
      const next = plan(claim, outlook, now);
      if ('until' in next) tellings.push(next);
      else others.push(next);
    }
    const messages = await this.messages.compose(tellings, wanted);
    const told = await inPool(tellings, CALLS_AT_ONCE, (telling) =>
      this.tell(telling, messages.get(telling) ?? null, outlook),
    );
    const trials = [...others, ...told];
    await this.pushes.record(trials);
    return trials;
  }

  private async tell(telling: Telling, message: Message | null, outlook: Outlook): Promise<Trial> {
    if (message === null) return this.unrated(telling, outlook);
    const { data, balances } = message;
    const hasBalances = balances !== null || (hasEnded(telling) && telling.claim.hasBalances);
    if (data === null && balances === null) return outlook.told(telling, { hasBalances });
    const heard = await this.calls.tell(message);
    const accepted = data === null ? null : { at: this.clock.now(), until: telling.until };
    if (heard.kind === 'told') return outlook.told(telling, { hasBalances, accepted });
    if (heard.kind === 'closed') return outlook.over(telling);
    const rest = { error: heard.error, accepted: heard.hasData ? accepted : null };
    if (heard.notBefore === 'refused') return outlook.refused(telling, rest);
    return outlook.again(telling, heard.notBefore, rest);
  }

  private unrated(telling: Telling, outlook: Outlook): Trial {
    const dueAt = this.clock.inSeconds(backOffMs(telling.claim.attempts) / 1_000);
    return outlook.again(telling, dueAt, { error: 'What it costs cannot be told' });
  }
}

/** What is to be told of a claim, or what becomes of it when there is nothing. */
function plan(claim: Claim, outlook: Outlook, now: Date): Telling | Trial {
  const { today, leftAt } = claim;
  if (today === null) return outlook.begin(claim);
  const until = earliest(now, today.day.end, leftAt ?? now);
  if (until <= today.day.start) return outlook.notYet(claim, today);
  return isSendable(today, now) ? { claim, today, until } : outlook.missed(claim, today);
}
