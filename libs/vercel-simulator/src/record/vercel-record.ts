import type { SimulatorClock } from '../simulator-clock.js';
import type { HeldInstallation } from './held.js';
import type { RecordedCall, Violation } from './recorded-call.js';

/** What this Vercel holds and has seen; tests assert on it. */
export class VercelRecord {
  readonly installations = new Map<string, HeldInstallation>();
  readonly calls: RecordedCall[] = [];
  readonly violations: Violation[] = [];

  constructor(private readonly clock: SimulatorClock) {}

  /** The installation under an id, a due deletion carried out first. */
  find(installationId: string): HeldInstallation | undefined {
    const held = this.installations.get(installationId);
    const due = held?.state === 'pending-deletion' ? held.deletionDue : undefined;
    if (held && due && due <= this.clock.now()) remove(held);
    return held;
  }

  /** The installation that a live access token belongs to. */
  findByToken(token: string): HeldInstallation | undefined {
    const owner = [...this.installations.values()].find((held) => held.accessTokens.includes(token));
    const current = owner && this.find(owner.id);
    return current?.state === 'removed' ? undefined : current;
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
