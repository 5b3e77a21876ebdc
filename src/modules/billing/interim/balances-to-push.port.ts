import type { PrepaymentBalance } from '#libs/vercel-contract';

/** Who keeps what customers have paid in advance. */
export abstract class BalancesToPush {
  /** What is left, by installation, in one statement for all; nothing of those that never paid in advance. Outside any transaction. */
  abstract of(installationIds: readonly string[]): Promise<ReadonlyMap<string, readonly PrepaymentBalance[]>>;
}
