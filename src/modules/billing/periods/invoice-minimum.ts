/** Vercel does not send invoices below half a dollar to customers. */
const MINIMUM_CENTS = 50;

/** What becomes of a period's total, with what earlier ones have left. */
export interface Outcome {
  readonly decision: 'invoice' | 'carry-over' | 'write-off' | 'nothing';
  /** Total and what was carried, together. */
  readonly cents: number;
}

/** Too little for an invoice is carried to the next one; of an installation that leaves it is written off and counts as nothing owed. */
export function decide(due: {
  readonly cents: number;
  readonly carriedCents: number;
  readonly isFinal: boolean;
}): Outcome {
  const cents = due.cents + due.carriedCents;
  if (cents === 0) return { decision: 'nothing', cents };
  if (cents >= MINIMUM_CENTS) return { decision: 'invoice', cents };
  return { decision: due.isFinal ? 'write-off' : 'carry-over', cents };
}
