import type { Scene } from './scene.js';

/** How a check came out; only `failed` keeps a server from working. */
export type Outcome = 'ok' | 'warning' | 'failed' | 'not checked';

/** What was seen, without any secret, and what is to be done about it ('' where nothing is). */
export interface Verdict {
  readonly outcome: Outcome;
  readonly seen: string;
  readonly advice: string;
}

/** One thing that can be wrong with a deployment. */
export interface Check {
  readonly name: string;
  /** Another check, without which this one can see nothing. */
  readonly needs?: string;
  look(scene: Scene): Promise<Verdict> | Verdict;
}

/** A verdict under the name of its check. */
export interface Finding extends Verdict {
  readonly check: string;
}

/** All is well. */
export function ok(seen: string): Verdict {
  return { outcome: 'ok', seen, advice: '' };
}

/** It works, but not for ever or not for everybody. */
export function warning(seen: string, advice: string): Verdict {
  return { outcome: 'warning', seen, advice };
}

/** It does not work. */
export function failed(seen: string, advice: string): Verdict {
  return { outcome: 'failed', seen, advice };
}

/** There was nothing to look at. */
export function notChecked(seen: string): Verdict {
  return { outcome: 'not checked', seen, advice: '' };
}
