const { CRASH, CRASH_SEED } = process.env;
/** Whether everything is tried. */
export const IS_WHOLE = CRASH === 'all';
const SEED = Number(CRASH_SEED ?? '7');

/** How much of a whole the tests try, for the names of tests: a failure is found again under the same seed. */
export const EXTENT = IS_WHOLE ? 'at every boundary' : `at a sample of boundaries, seed ${SEED}`;

/** For one test: the first to need it builds the server, and a whole run starts it more than a hundred times. */
export const LIMIT_MS = IS_WHOLE ? 3_600_000 : 300_000;

/** All where `CRASH=all`; else about so many, evenly spread from where the seed says, an odd number apart so that sides come in turn. */
export function chosen<T>(points: readonly T[], about: number): readonly T[] {
  const step = Math.ceil(points.length / about) | 1;
  return IS_WHOLE ? points : points.filter((_, index) => index % step === SEED % step);
}

/** Whether one of several is tried: all where `CRASH=all`, else the one that the seed says. */
export function isOfSample<T>(one: T, all: readonly T[]): boolean {
  return IS_WHOLE || all[SEED % all.length] === one;
}
