import type { BillingAccount } from '../billing/billing-account.js';
import type { HeldInstallation } from '../record/held.js';
import type { ControlledVercel } from './controlled-vercel.js';

/** An installation as JSON, secrets and tokens in the clear: all of it is play money. */
export function describeInstallation(held: HeldInstallation): object {
  return { ...held, resources: [...held.resources.values()] };
}

/** The money of an installation as JSON. */
export function describeBilling({ interim, balances, invoices, topUps, card, finalized }: BillingAccount): object {
  return {
    interim,
    balances: balances && { timestamp: balances.timestamp, balances: [...balances.byTarget.values()] },
    invoices: [...invoices.values()],
    topUps: [...topUps.values()],
    card,
    finalized,
  };
}

/** Everything this Vercel holds. */
export function describeState({ url, issuer, clock, record }: ControlledVercel): object {
  const installations = [...record.installations.keys()].flatMap((id) => record.find(id) ?? []);
  return {
    url,
    issuer,
    now: clock.now().toISOString(),
    installations: installations.map(describeInstallation),
    violations: record.violations,
  };
}
