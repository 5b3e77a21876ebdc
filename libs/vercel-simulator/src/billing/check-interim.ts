import type { InterimData } from './billing-account.js';

/** How far back a day or a period may have ended (`vercel-api.md` 2.6). */
const OLDEST_MS = 24 * 3_600_000;

/** What is wrong with interim data, in words. */
export function interimFaults({ eod, period: { start, end } }: InterimData, now: Date): readonly string[] {
  const oldest = new Date(now.getTime() - OLDEST_MS);
  const rules: readonly (readonly [broken: boolean, fault: string])[] = [
    [start >= end, 'period.start must be before period.end'],
    [eod < start || eod > end, 'eod must be inside the period'],
    [eod < oldest, 'eod must not be older than 24 hours'],
    [end < oldest, 'period.end must not be older than 24 hours'],
  ];
  return rules.filter(([broken]) => broken).map(([, fault]) => fault);
}
