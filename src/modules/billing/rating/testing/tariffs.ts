import type { Pricing } from '../../../catalog/index.js';
import type { Segment, Tariff } from '../rating.js';

/** A month of 31 days. */
export const JANUARY = { start: new Date('2026-01-01T00:00:00Z'), end: new Date('2026-02-01T00:00:00Z') };

/** Metered in hours of `compute`; without prices unless they are given. */
export function tariff(pricing: Partial<Pricing>, planId: string = 'pro'): Tariff {
  return {
    planId,
    planName: planId.toUpperCase(),
    pricing: { billed: 'arrears', proration: 'second', meters: [], discounts: [], ...pricing },
    meters: new Map([['compute', { name: 'Compute', unit: 'hours' }]]),
  };
}

/** The first resource, from one instant of January to another; without an end it goes on. */
export function stay(on: Tariff, from: string, to: string | null = null, resourceId: string = 'res_1'): Segment {
  const at = (day: string): Date => new Date(`2026-01-${day.includes('T') ? day : `${day}T00:00:00`}Z`);
  return { resourceId, tariff: on, start: at(from), end: to === null ? null : at(to) };
}
