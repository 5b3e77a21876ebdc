import type { Team } from '#libs/vercel-simulator';
import type { Stage } from '../stage.js';

/** What Vercel asks for in one run of a flow, and what must have become of it. */
export interface Act {
  /** The ids by which its messages are known. */
  readonly marks: readonly string[];
  /** For so long after a crash a call to Vercel may be taken to be under way. */
  readonly leaseSeconds?: number;
  /** Asks, or asks again: equal at every repetition, under the same idempotency key. Throws NoAnswer when none came. */
  ask(): Promise<unknown>;
  /** Whether what Vercel relies on works at this moment, whatever has been done of it; names what does not. */
  standing(): Promise<readonly string[]>;
  /** Names what is not as it must be: Vercel `had` its answer, or it is `open` whether anything has been done at all. */
  faults(outcome: 'had' | 'open'): Promise<readonly string[]>;
  /** As `faults`, more than a day later. */
  faultsLater(): Promise<readonly string[]>;
}

/** Something that Vercel asks for, from its request to the last job that it leads to. */
export interface Flow {
  readonly title: string;
  /** Brings a new team to where the flow begins. */
  begin(stage: Stage, team: Team): Promise<Act>;
}
