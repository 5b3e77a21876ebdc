import { describeFailure } from '../../describe-failure.js';
import { type Check, failed, type Finding, notChecked, type Verdict } from './check.js';
import { ADVICE, Unreachable } from './reach.js';
import type { Scene } from './scene.js';
import { LIMIT_MS, TooLate, within } from './within.js';

/** Every check's finding, in order. They look at once, and none keeps another from looking but the one that it needs. */
export async function examine(
  checks: readonly Check[],
  scene: Scene,
  limitMs: number = LIMIT_MS,
): Promise<readonly Finding[]> {
  const verdicts = new Map<string, Promise<Verdict>>();
  for (const check of checks) verdicts.set(check.name, verdictOf(check, { scene, limitMs, verdicts }));
  return Promise.all(checks.map(async ({ name }) => ({ check: name, ...(await verdicts.get(name)) }) as Finding));
}

interface Examination {
  readonly scene: Scene;
  readonly limitMs: number;
  readonly verdicts: ReadonlyMap<string, Promise<Verdict>>;
}

async function verdictOf(check: Check, { scene, limitMs, verdicts }: Examination): Promise<Verdict> {
  const needed = check.needs === undefined ? undefined : await verdicts.get(check.needs);
  if (needed !== undefined && (needed.outcome === 'failed' || needed.outcome === 'not checked')) {
    return notChecked(`needs: ${check.needs}`);
  }
  try {
    return await within(limitMs, () => check.look(scene));
  } catch (error) {
    return failed(describeFailure(error), adviceFor(error));
  }
}

function adviceFor(error: unknown): string {
  if (error instanceof Unreachable) return ADVICE[error.fault];
  if (error instanceof TooLate) return 'Try again; look at the load of both sides and the network between.';
  return 'See what the message names.';
}
