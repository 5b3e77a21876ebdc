/** Money that is still owed: what for, in words for operators, and after how many seconds it is worth looking again. */
export interface OpenMoney {
  readonly what: string;
  readonly lookAgainSeconds: number;
}

/** Whoever charges a leaving customer; nobody does yet. */
export abstract class SettlesMoney {
  /**
   * Does what is missing, and tells what still is: null once nothing is owed, for good. Outside any transaction, after the
   * window for final invoices; called again after a crash, so each step is to be idempotent.
   */
  abstract settle(installationId: string): Promise<OpenMoney | null>;
}
