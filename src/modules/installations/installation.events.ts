import type { Plan } from '../catalog/index.js';

/** The whole installation has moved to another plan of its level, and with it what was on the one before. */
export class InstallationPlanChanged {
  constructor(
    readonly installationId: string,
    readonly before: string | null,
    readonly plan: Plan,
  ) {}
}

/** Vercel has given an installation to another account; what was known of the former one's people is past. */
export class InstallationAccountChanged {
  constructor(
    readonly installationId: string,
    readonly since: Date,
  ) {}
}

/** A customer asks to leave; whoever still has something to invoice says so, and the window for it stays open. */
export class UninstallRequested {
  private readonly debts: string[] = [];

  constructor(readonly installationId: string) {}

  /** States that something is still owed. */
  owe(what: string): void {
    this.debts.push(what);
  }

  get owes(): boolean {
    return this.debts.length > 0;
  }
}

/** An installation is being removed: nothing new may start, and its resources go now, or when nothing is owed any more. */
export class InstallationUninstalling {
  constructor(
    readonly installationId: string,
    readonly resources: 'remove-now' | 'remove-when-settled',
  ) {}
}

/** The window for final invoices of an installation has closed. */
export class InstallationSettled {
  constructor(readonly installationId: string) {}
}

/** Vercel listens again to calls in the name of an installation that it had refused. */
export class InstallationReachable {
  constructor(readonly installationId: string) {}
}

/** An upsert has renewed the token of an installation. */
export class InstallationRefreshed {
  constructor(readonly installationId: string) {}
}
