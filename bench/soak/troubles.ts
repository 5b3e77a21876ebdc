import { setTimeout as pause } from 'node:timers/promises';
import { again, anyOf, type Ground } from './traffic/loop.js';

const FAULTS = [
  { kind: 'status', status: 429, headers: { 'retry-after': '1' }, times: 5 },
  { kind: 'status', status: 500, times: 3 },
  { kind: 'status', status: 503, times: 3 },
  { kind: 'cut-after', times: 2 },
  { kind: 'cut-before', times: 2 },
] as const;
/** Whatever a customer's browser does not wait for. */
const PATH = /\/(?:billing|events|resources|account)/;
const MS = 1_000;

/** Each 15 seconds Vercel's API fails some calls, each in one of the ways that a network has. */
export function troubleVercel(ground: Ground): Promise<void> {
  return again(ground, 'faults of Vercel', 15 * MS, async () => {
    const fault = anyOf(FAULTS);
    if (fault !== undefined) ground.stage.vercel.faults.add({ on: 'vercel-api', path: PATH, ...fault });
    ground.book.count('faults of Vercel');
  });
}

/** At even times in between a worker is killed each minute (once at least), and PostgreSQL restarted twice. */
export async function troubleServers(
  { stage, book, over }: Ground,
  minutes: number,
  say: (line: string) => void,
): Promise<void> {
  const length = minutes * 60 * MS;
  const kills = Math.max(1, Math.round(minutes));
  const plan = [
    ...Array.from({ length: kills }, (_none, index) => ({
      at: ((index + 0.5) / kills) * length,
      what: 'worker' as const,
    })),
    ...[1 / 3, 2 / 3].map((share) => ({ at: share * length, what: 'database' as const })),
  ].toSorted((one, other) => one.at - other.at);
  const started = performance.now();
  for (const { at, what } of plan) {
    await pause(Math.max(0, started + at - performance.now()), undefined, { signal: over }).catch(() => undefined);
    if (over.aborted) return;
    const from = performance.now();
    await (what === 'worker' ? stage.killWorker() : stage.restartDatabase());
    const seconds = ((performance.now() - from) / MS).toFixed(1);
    say(
      what === 'worker'
        ? `a worker was killed, another is there after ${seconds} s`
        : `PostgreSQL was away for ${seconds} s`,
    );
    book.count(what === 'worker' ? 'workers killed' : 'restarts of PostgreSQL');
  }
}
