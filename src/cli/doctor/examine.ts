import { setTimeout as pause } from 'node:timers/promises';
import { describeFailure } from '../../describe-failure.js';
import { type Check, failed, type Finding, notChecked, type Verdict } from './check.js';
import { ADVICE, Unreachable } from './reach.js';
import type { Scene } from './scene.js';

/** In which each check has to come to a verdict. */
const LIMIT_MS = 5_000;

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
  const ended = new AbortController();
  try {
    const late = pause(limitMs, undefined, { signal: ended.signal }).then(() => tooLate(limitMs));
    late.catch(() => undefined);
    return await Promise.race([Promise.resolve(scene).then((seen) => check.look(seen)), late]);
  } catch (error) {
    if (error instanceof Unreachable) return failed(error.message, ADVICE[error.fault]);
    return failed(describeFailure(error), 'See what the message names.');
  } finally {
    ended.abort();
  }
}

function tooLate(limitMs: number): Verdict {
  return failed(
    `no verdict within ${limitMs / 1_000} seconds`,
    'Try again; look at the load of both sides and the network between.',
  );
}
