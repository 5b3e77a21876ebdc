import type { Plan } from '../../catalog/index.js';
import type { Standing } from './credit-balance.entity.js';

/** What a standing follows from; cents. */
export interface Position {
  /** Null: on a plan that does not take credits. */
  readonly terms: Plan['credits'];
  readonly own: number;
  /** What the installation has beside it. */
  readonly shared: number;
  /** Whether anything was ever taken for what it has used. */
  readonly hasBurned: boolean;
}

/** Who has used nothing yet may begin without credits; who has stops when nothing is left, and anybody below that. */
export function standingOf({ terms, own, shared, hasBurned }: Position): Standing {
  if (terms === null) return 'well';
  const left = own + Math.max(0, shared);
  const { floor, low } = terms;
  if (floor !== null && (left < floor || (left === floor && hasBurned))) return 'stopped';
  if (left < 0 || (left === 0 && hasBurned)) return 'exhausted';
  return left > 0 && left < low ? 'low' : 'well';
}
