import type { BillingAccount } from '../billing/billing-account.js';
import type { HeldInstallation } from '../record/held.js';
import type { HeldProject } from '../connect/held-owner.js';
import type { TeamConnection } from '../team/team-connection.js';
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

/** A project as JSON, its variables with their values. */
export function describeProject({ id, name, createdAt, variables }: HeldProject): object {
  return { id, name, createdAt, variables: [...variables.values()] };
}

/** A connectable account as JSON, with the projects of its owner; the configuration is null without one. */
export function describeConnection(connection: TeamConnection): object {
  const { id, kind, name, drains, logDrains } = connection.owner;
  return {
    owner: { id, kind, name },
    configuration: connection.exists ? connection.configuration() : null,
    projects: connection.projects.all().map(describeProject),
    drains: [...drains.values()],
    logDrains: [...logDrains.values()],
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
