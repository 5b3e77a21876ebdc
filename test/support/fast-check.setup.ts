import fc from 'fast-check';

/** The day on which it was chosen; any other is tried with `FAST_CHECK_SEED`, `random` included. */
const SEED = '20261122';

// A landing must not depend on the draw of the day: whoever looks for new counterexamples gives another seed.
const seed = process.env['FAST_CHECK_SEED'] ?? SEED;
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
