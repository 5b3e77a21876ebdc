import { describe, expect, it } from '@jest/globals';
import { faultsOf } from './run/lived-year.js';
import { SIZE, yearsOf } from './seeds.js';

/** For one year: a whole one has some thousand calls for each seed. */
const LIMIT_MS = 1_800_000;

/** Declares the years of one spec file. */
export function describeYears(file: number): void {
  const years = yearsOf(file);
  describe(`a year of ${SIZE} customers for each seed`, () => {
    if (years.length === 0) it.todo('has no seed in this file');
    for (const seeds of years)
      it(
        `is charged to the cent, seeds ${seeds.join(', ')}`,
        async () => expect(await faultsOf(seeds, SIZE)).toEqual([]),
        LIMIT_MS,
      );
  });
}
