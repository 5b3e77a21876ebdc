import type { BillingBook } from '../billing/billing-book.js';
import type { ConnectionBook } from '../connect/connection-book.js';
import type { HeldInstallation } from './held.js';
import type { RecordedCall, Violation } from './recorded-call.js';

/** What this Vercel holds and has seen; tests assert on it. */
export class VercelRecord {
  readonly installations = new Map<string, HeldInstallation>();
  readonly calls: RecordedCall[] = [];
  readonly violations: Violation[] = [];
  /** The installations that tokens have been found to belong to; whether they still do is looked up each time. */
  private readonly owners = new Map<string, HeldInstallation>();

  constructor(
    readonly billing: BillingBook,
    readonly connections: ConnectionBook,
  ) {}

  /** The installation under an id; what its plans are is written down, and what is due is carried out first. */
  find(installationId: string): HeldInstallation | undefined {
    const held = this.installations.get(installationId);
    if (held === undefined) return undefined;
    this.billing.bringForward(held);
    if (this.billing.mayGo(held)) remove(held);
    return held;
  }

  /** Does the same for all installations. */
  bringForward(): void {
    for (const id of this.installations.keys()) this.find(id);
    this.connections.bringForward();
  }

  /** The installation that a live access token belongs to. */
  findByToken(token: string): HeldInstallation | undefined {
    const owner = this.ownerOf(token);
    const current = owner && this.find(owner.id);
    return current?.state === 'removed' ? undefined : current;
  }

  private ownerOf(token: string): HeldInstallation | undefined {
    const known = this.owners.get(token);
    if (known?.accessTokens.includes(token)) return known;
    const owner = [...this.installations.values()].find((held) => held.accessTokens.includes(token));
    if (owner !== undefined) this.owners.set(token, owner);
    return owner;
  }

  /** Forgets calls and violations, keeps what is held. */
  clearSeen(): void {
    this.calls.length = 0;
    this.violations.length = 0;
  }
}

/** Ends an installation for good. */
export function remove(held: HeldInstallation): void {
  held.state = 'removed';
  held.deletionDue = undefined;
  held.resources.clear();
}
