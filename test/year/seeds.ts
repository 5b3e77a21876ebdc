const { YEAR_SEEDS, YEAR_SEED, YEAR_SIZE } = process.env;

const ORDINARY_SEEDS = 20;
const ORDINARY_SIZE = 50;
const WHOLE_SIZE = 200;
/** So many spec files share the years: Jest runs them side by side. */
const FILES = 2;
/** So many seeds after each other have one calendar, and so live in one server: most of what a stop costs is the same for all. */
const OF_ONE_CALENDAR = 10;

/** Customers of a seed: all of them where more than the ordinary run is asked for. */
export const SIZE = Number(YEAR_SIZE ?? ((YEAR_SEEDS ?? YEAR_SEED) === undefined ? ORDINARY_SIZE : WHOLE_SIZE));

/** The calendar that a seed lives by. */
export function calendarOf(seed: number): number {
  return Math.floor((seed - 1) / OF_ONE_CALENDAR);
}

/** The years of one spec file, from 0, each the seeds that live in it; one seed alone where `YEAR_SEED` names it. */
export function yearsOf(file: number): readonly (readonly number[])[] {
  const count = Number(YEAR_SEEDS ?? ORDINARY_SEEDS);
  const seeds = YEAR_SEED === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(YEAR_SEED)];
  const years = [...Map.groupBy(seeds, calendarOf)];
  return years.filter(([calendar]) => calendar % FILES === file % FILES).map(([, own]) => own);
}
