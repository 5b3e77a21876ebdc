import { describeFailure } from '../../describe-failure.js';
import type { Scene } from '../doctor/scene.js';
import { LIMIT_MS, within } from '../doctor/within.js';
import { type Checklist, type Evidence, type Line, missing } from './line.js';

/** What the review asks, and what there is to show. */
export interface Shown extends Evidence {
  readonly list: Checklist['name'];
  readonly requirement: string;
}

/** The evidence for every line, in order; a line that cannot be looked at hides no other. */
export async function gatherEvidence(lists: readonly Checklist[], scene: Scene): Promise<readonly Shown[]> {
  const gathered = lists.flatMap(({ name, lines }) =>
    lines.map(async (line) => ({ list: name, requirement: line.requirement, ...(await evidenceOf(line, scene)) })),
  );
  return Promise.all(gathered);
}

async function evidenceOf(line: Line, scene: Scene): Promise<Evidence> {
  try {
    return await within(LIMIT_MS, () => line.gather(scene));
  } catch (error) {
    return missing(`could not be looked at: ${describeFailure(error)}`, 'npx stallholder doctor says more.');
  }
}
