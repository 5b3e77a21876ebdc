import type { Plan } from '../catalog/index.js';

/** An installation is new; in the unit of work that keeps it. */
export class InstallationInstalled {
  constructor(
    readonly installationId: string,
    readonly at: Date,
  ) {}
}

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

/** All resources of a leaving installation are to go now; whoever holds some starts that, once, and says how many are left. */
export class ResourcesLeaving {
  private count = 0;

  constructor(readonly installationId: string) {}

  /** States that so many are not gone yet. */
  keep(count: number): void {
    this.count += count;
  }

  get left(): number {
    return this.count;
  }
}

/** What is kept of an installation that has left is to go; whoever keeps some deletes at most `limit` rows, and says if there is more. */
export class InstallationPurging {
  private isMore = false;

  constructor(
    readonly installationId: string,
    readonly limit: number,
  ) {}

  /** Tells how many rows were deleted: as many as were allowed means that there may be more. */
  deleted(count: number): void {
    if (count >= this.limit) this.isMore = true;
  }

  get hasMore(): boolean {
    return this.isMore;
  }
}

/** Vercel listens again to calls in the name of an installation that it had refused. */
export class InstallationReachable {
  constructor(readonly installationId: string) {}
}

/** An upsert has renewed the token of an installation. */
export class InstallationRefreshed {
  constructor(readonly installationId: string) {}
}
