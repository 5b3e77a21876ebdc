import type { AutocannonRequest } from 'autocannon';
import { load } from './load.js';
import { median } from './median.js';
import type { ServerProcess } from './server-process.js';

/** How long and how often is measured. */
export interface Rounds {
  readonly rounds: number;
  readonly seconds: number;
}

/** Medians over the rounds; the ratio is taken pair by pair. */
export interface Comparison {
  readonly ours: number;
  readonly raw: number;
  readonly ratio: number;
  /** Lowest and highest ratio of a pair. */
  readonly spread: readonly [number, number];
}

/** Until the busiest code has been compiled, also at a few hundred requests a second. */
const WARM_UP_SECONDS = 10;

/** Loads both servers in turn, ours and raw and ours and raw, with the same requests. */
export async function sideBySide(
  servers: { readonly ours: ServerProcess; readonly raw: ServerProcess },
  requests: readonly AutocannonRequest[],
  { rounds, seconds }: Rounds,
): Promise<Comparison> {
  const rate = async (server: ServerProcess, duration: number): Promise<number> =>
    (await load({ url: server.url, seconds: duration, requests })).requestsPerSecond;
  await rate(servers.ours, WARM_UP_SECONDS);
  await rate(servers.raw, WARM_UP_SECONDS);
  const pairs: { readonly ours: number; readonly raw: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push({ ours: await rate(servers.ours, seconds), raw: await rate(servers.raw, seconds) });
  }
  const ratios = pairs.map(({ ours, raw }) => ours / raw);
  return {
    ours: median(pairs.map(({ ours }) => ours)),
    raw: median(pairs.map(({ raw }) => raw)),
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
  };
}
