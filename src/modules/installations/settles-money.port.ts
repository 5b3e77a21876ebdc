/** Money that is still owed: what for, in words for operators, and after how many seconds it is worth looking again. */
export interface OpenMoney {
  readonly what: string;
  readonly lookAgainSeconds: number;
}

/** Whoever charges a leaving customer. */
export abstract class SettlesMoney {
  /**
   * Whether nothing is owed, for good, and there is nothing to tell Vercel either: then an uninstall is final at once. In the unit of work of
   * its request; no is always true enough.
   */
  owesNothing(_installationId: string): Promise<boolean> {
    return Promise.resolve(false);
  }

  /**
   * Does what is missing, and tells what still is: null once nothing is owed, for good, or can be asked for any more. Outside any
   * transaction, from the request to uninstall on; called again after a crash, so each step is to be idempotent.
   */
  abstract settle(installationId: string): Promise<OpenMoney | null>;
}
