import type { RecordedCall } from '../../../libs/vercel-simulator/src/record/recorded-call.js';
import type { History } from '../model/history.js';
import type { Acts } from '../run/acts.js';
import type { Product } from '../run/product.js';

const FINALIZE = /\/billing\/finalize$/;
/** What Vercel answers in order or in trouble; anything else is a call that should not have been made. */
const USUAL = new Set([0, 200, 201, 204, 429, 503]);

/** What is wrong with the calls of the whole year, and with how customers have left. */
export function endFaults({ server }: Product, acts: Acts, histories: readonly History[]): readonly string[] {
  const { calls } = server.vercel.record;
  const unusual = calls
    .filter(({ status }) => !USUAL.has(status))
    .map(({ method, path, status, at }) => `${method} ${path} was answered by ${status} at ${at}`);
  const byInstallation = Map.groupBy(calls, ({ path }) => /icfg_[0-9a-zA-Z]+/.exec(path)?.[0] ?? '');
  const left = histories.filter(({ leftAt }) => leftAt !== null);
  const ends = left.flatMap(({ customer }) => {
    const { id, state } = acts.team(customer).installation();
    const faults = [
      ...(state === 'removed' ? [] : [`is ${state}`]),
      ...finalizeFaults(byInstallation.get(id) ?? [], acts.goneAtOnce.has(customer)),
    ];
    return faults.map((fault) => `end of ${customer}: ${fault}`);
  });
  return [...unusual, ...ends];
}

/** Who owed something is finalized once, and nothing is called after that. */
function finalizeFaults(calls: readonly RecordedCall[], isAtOnce: boolean): readonly string[] {
  const done = calls.filter(({ path, status }) => FINALIZE.test(path) && status === 204);
  if (isAtOnce) return done.length === 0 ? [] : ['was finalized though nothing was owed'];
  const after = calls.slice(calls.findLastIndex(({ path }) => FINALIZE.test(path)) + 1);
  return [
    ...(done.length === 1 ? [] : [`was finalized ${done.length} times`]),
    ...after.map(({ method, path, at }) => `${method} ${path} came after the end, at ${at}`),
  ];
}
