import { describe, expect, it } from '@jest/globals';
import { periodAt } from '../periods/index.js';
import { type BillingDay, dayAt, nameOf } from './billing-day.js';
import type { Claim } from './claim.js';
import { Outlook } from './outlook.js';

const INSTALLED = new Date('2026-01-10T09:30:00Z');
const NOW = new Date('2026-03-20T12:00:00Z');
const DAY = 86_400_000;

describe('after an outage of months', () => {
  const outlook = new Outlook('anniversary', NOW);

  /** The rounds until there is a day that Vercel takes, from that of an instant on. */
  function rounds(from: string, leftAt: Date | null = null): readonly (readonly string[])[] {
    const found: (readonly string[])[] = [];
    let today = dayOf(new Date(from));
    while (today.day.end.getTime() < NOW.getTime() - DAY && today.day.start < (leftAt ?? NOW)) {
      const { next, missed } = outlook.missed(claimOf(leftAt), today);
      found.push(missed);
      today = next;
    }
    return found;
  }

  it('the days of a period that Vercel takes no more are passed over in one round, each of them named', () => {
    const [january, february, march, ...more] = rounds('2026-01-12T00:00:00Z');
    expect(more).toEqual([]);
    expect([january?.[0], january?.at(-1), january?.length]).toEqual(['2026-01-12', '2026-02-10', 30]);
    expect([february?.[0], february?.at(-1), february?.length]).toEqual(['2026-02-10', '2026-03-10', 29]);
    expect(march).toEqual(Array.from({ length: 9 }, (_, day) => `2026-03-${10 + day}`));
  });

  it('no day after a customer has left is one that was missed', () => {
    expect(rounds('2026-01-12T00:00:00Z', new Date('2026-01-14T15:00:00Z'))).toEqual([
      ['2026-01-12', '2026-01-13', '2026-01-14'],
    ]);
  });

  it('days with nothing to tell are passed over without a word', () => {
    const { next, missed } = outlook.missed(claimOf(null, []), dayOf(new Date('2026-03-11T00:00:00Z')));
    expect(missed).toEqual([]);
    expect(nameOf(next)).toBe('2026-03-19');
  });
});

function dayOf(at: Date): BillingDay {
  return dayAt(periodAt('anniversary', INSTALLED, at), at);
}

function claimOf(leftAt: Date | null, plans: readonly string[] = ['pro']): Claim {
  const times = plans.map((planId) => ({
    resourceId: 'res_1',
    productSlug: 'shop',
    planId,
    startedAt: INSTALLED.toISOString(),
    endedAt: null,
    usedFrom: INSTALLED.toISOString(),
  }));
  return {
    installationId: 'icfg_1',
    claimed: NOW,
    lease: NOW,
    attempts: 0,
    today: null,
    hasBalances: false,
    balances: [],
    installedAt: INSTALLED,
    leftAt,
    line: { token: null, keyId: null, parkedUntil: null },
    facts: { times, reductions: [] },
  };
}
