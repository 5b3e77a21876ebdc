const { FUZZ_RUNS = '100', FUZZ_SEED = '20261122' } = process.env;

/** Requests per operation. */
export const RUNS = Number(FUZZ_RUNS);

/** The same draw in each run, so that no landing depends on it. */
export const SEED = Number(FUZZ_SEED);

/** For one operation, on a machine that is busy with other things. */
export const LIMIT_MS = 60_000 + RUNS * 1_000;

/** Requests at once. */
export const CONCURRENCY = 8;
