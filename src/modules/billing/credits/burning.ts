import type { PeriodStatement } from '../statements/index.js';
import type { Burned } from './burn.repository.js';
import type { Posting } from './ledger.repository.js';

/** What has to be taken, and what is then on record as taken. */
export interface Burning {
  readonly costs: readonly Posting[];
  readonly burned: readonly Burned[];
}

/**
 * What a period has come to so far, less what was taken for it before: for each resource and plan. Less than before gives back. What is on
 * a plan that nobody can price any more stays as it is.
 */
export function burningOf(
  { installationId, period, prepaid, unpriced }: PeriodStatement,
  before: readonly Burned[],
): Burning {
  const dues = new Map<string, { readonly holder: string; readonly planId: string; cents: number }>();
  const due = (holder: string, planId: string, cents: number): void => {
    const key = JSON.stringify([holder, planId]);
    dues.set(key, { holder, planId, cents: (dues.get(key)?.cents ?? 0) + cents });
  };
  for (const { resourceId, planId, cents } of prepaid.lines) due(resourceId ?? installationId, planId, cents);
  for (const { resourceId, planId, cents } of prepaid.discounts) due(resourceId ?? installationId, planId, -cents);
  for (const { holder, planId } of before) due(holder, planId, 0);
  const unknown = new Set(
    unpriced.map(({ resourceId, planId }) => JSON.stringify([resourceId ?? installationId, planId])),
  );
  const burned = [...dues].flatMap(([key, { holder, planId, cents }]) => {
    const last = before.find((one) => one.holder === holder && one.planId === planId);
    const isSettled = cents === (last?.cents ?? 0) || unknown.has(key);
    return isSettled ? [] : [{ periodStart: period.start, holder, planId, cents, revision: (last?.revision ?? 0) + 1 }];
  });
  return { burned, costs: burned.map((burn) => costOf(burn, before)) };
}

function costOf(burn: Burned, before: readonly Burned[]): Posting {
  const { periodStart, holder, planId, cents, revision } = burn;
  const last = before.find((one) => one.holder === holder && one.planId === planId)?.cents ?? 0;
  const period = periodStart.toISOString();
  return {
    holder,
    kind: 'burn',
    cents: last - cents,
    reference: `burn:${period}:${planId}:${holder}:${revision}`,
    details: { planId, period, usedBy: holder },
  };
}
