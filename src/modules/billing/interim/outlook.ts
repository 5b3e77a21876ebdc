import { nextSlot } from '../../../platform/jobs/index.js';
import { type Anchor, periodAt } from '../periods/index.js';
import { type BillingDay, dayAt, isSendable, nameOf } from './billing-day.js';
import type { Claim, Trial } from './claim.js';

/** A claim with a day that can be told of, until an instant. */
export interface Telling {
  readonly claim: Claim;
  readonly today: BillingDay;
  readonly until: Date;
}

type Rest = Partial<Omit<Trial, 'claim' | 'next'>>;

/** What follows a try, by how far it came. */
export class Outlook {
  constructor(
    private readonly anchor: Anchor,
    private readonly now: Date,
  ) {}

  /** Nobody has told anything yet: it begins with the present day, or the customer's last one. */
  begin(claim: Claim): Trial {
    const { leftAt } = claim;
    const at = leftAt === null ? this.now : new Date(leftAt.getTime() - 1);
    return this.trial(claim, this.dayOf(claim, at), { dueAt: this.now });
  }

  /**
   * The day cannot be told any more, nor can those after it until one that Vercel still takes: they are passed over together, as far as
   * the period goes. That is worth a note of each when there was something to tell.
   */
  missed(claim: Claim, today: BillingDay): Trial {
    const passed = [nameOf(today)];
    let next = this.after(claim, today);
    const end = earliest(today.period.end, claim.leftAt ?? today.period.end);
    while (next.day.start < end && !isSendable(next, this.now)) {
      passed.push(nameOf(next));
      next = this.after(claim, next);
    }
    const missed = claim.facts.times.length === 0 ? [] : passed;
    return this.trial(claim, next, { dueAt: this.now, missed });
  }

  /** There is nothing of the day to tell: it has not begun, or the customer had left before. */
  notYet(claim: Claim, today: BillingDay): Trial {
    return this.trial(claim, today, { dueAt: nextSlot(claim.installationId, today.day.start) });
  }

  /** It has left, its token with it. */
  over({ claim, today }: Telling): Trial {
    return this.trial(claim, today, { dueAt: null });
  }

  /** All is told; a day that has ended makes place for the next one, at once. */
  told(telling: Telling, rest: Rest): Trial {
    const { claim, today } = telling;
    if (hasEnded(telling)) return this.trial(claim, this.after(claim, today), { dueAt: this.now, ...rest });
    return this.trial(claim, today, { dueAt: nextSlot(claim.installationId, this.now), ...rest });
  }

  /** Another try at a time. */
  again({ claim, today }: Telling, dueAt: Date, rest: Rest): Trial {
    return this.trial(claim, today, { dueAt, attempts: claim.attempts + 1, hasBalances: claim.hasBalances, ...rest });
  }

  /** Vercel refuses it for good: what is told an hour later may be better, but a day that has ended stays as it is. */
  refused(telling: Telling, rest: Rest): Trial {
    const { claim, today } = telling;
    const hour = this.again(telling, nextSlot(claim.installationId, this.now), rest);
    if (!hasEnded(telling) || hour.accepted !== null) return hour;
    return { ...hour, next: this.after(claim, today), missed: [nameOf(today)], dueAt: leftOr(claim, this.now) };
  }

  private trial(claim: Claim, next: BillingDay, rest: Rest): Trial {
    const usual = { attempts: 0, hasBalances: claim.hasBalances, accepted: null, error: null, missed: [] };
    return { claim, next, ...usual, ...rest, dueAt: leftOr(claim, rest.dueAt ?? null) };
  }

  private after(claim: Claim, { day }: BillingDay): BillingDay {
    return this.dayOf(claim, day.end);
  }

  private dayOf({ installedAt }: Claim, at: Date): BillingDay {
    return dayAt(periodAt(this.anchor, installedAt, at), at);
  }
}

/** Whether what is told is what the whole day came to. */
export function hasEnded({ today, until }: Telling): boolean {
  return until >= today.day.end;
}

/** The first of some instants. */
export function earliest(...instants: readonly Date[]): Date {
  return new Date(Math.min(...instants.map((instant) => instant.getTime())));
}

/** Who leaves is told of once more when the money is settled, and never by itself. */
function leftOr({ leftAt }: Claim, dueAt: Date | null): Date | null {
  return leftAt === null ? dueAt : null;
}
