import type { Scene } from '../doctor/scene.js';

/** One requirement of Vercel's review, and how this deployment shows that it meets it. */
export interface Line {
  readonly requirement: string;
  gather(scene: Scene): Promise<Evidence> | Evidence;
}

/** `by hand`: no program can tell. `todo` is '' where nothing is left to do. */
export interface Evidence {
  readonly outcome: 'ok' | 'missing' | 'by hand';
  readonly evidence: string;
  readonly todo: string;
}

/** The requirements of one of Vercel's lists. */
export interface Checklist {
  readonly name: 'native' | 'connectable' | 'listing';
  readonly lines: readonly Line[];
}

/** The requirement is met, as this shows. */
export function shown(evidence: string): Evidence {
  return { outcome: 'ok', evidence, todo: '' };
}

/** Nothing shows it yet. */
export function missing(evidence: string, todo: string): Evidence {
  return { outcome: 'missing', evidence, todo };
}

/** Somebody has to look; `evidence` is what this program could find out. */
export function byHand(todo: string, evidence = ''): Evidence {
  return { outcome: 'by hand', evidence, todo };
}

/** A requirement that only somebody can judge. */
export function judgedByHand(requirement: string, todo: string): Line {
  return { requirement, gather: () => byHand(todo) };
}
