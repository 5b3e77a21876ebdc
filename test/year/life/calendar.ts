import type { Random } from './random.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const FIRST_DAY = Date.UTC(2027, 7, 1);
const DAYS = 366;
/** Days on which months differ: whoever installs on them has an anchor that some month has not. */
const ODD_DAYS = ['2027-08-29', '2027-08-30', '2027-08-31', '2028-01-30', '2028-01-31', '2028-02-29'];
const DRAWN = 26;
const LEAVING = 6;

/** After customers have left: their last usage, the end of the wait for it, their payment, the end of Vercel's patience. */
const AFTER_LEAVING = [15_000, 90_000, 3 * HOUR, 26 * HOUR];

/** An instant at which the clock stops, and what may happen at it. */
export interface Stop {
  readonly at: number;
  readonly kind: 'ordinary' | 'leaving' | 'after-leaving' | 'end';
  /** Of one after a leaving: the how manieth. */
  readonly step: number;
}

/** The stops of a year with a leap day, in order; its last ones let everything come to rest. */
export function drawCalendar(random: Random): readonly Stop[] {
  const odd = ODD_DAYS.map((day) => Date.parse(day) + random.whole(0, DAY - 1));
  const drawn = Array.from({ length: DRAWN }, () => FIRST_DAY + random.whole(0, DAYS * DAY));
  const ordinary = [FIRST_DAY + random.whole(0, HOUR), ...odd, ...drawn].map((at) => stop(at, 'ordinary'));
  const leaving = Array.from({ length: LEAVING }, (_, index) => {
    const at = FIRST_DAY + Math.round(((index + 1.5) / (LEAVING + 1)) * DAYS * DAY) + random.whole(-5 * DAY, 5 * DAY);
    return [stop(at, 'leaving'), ...AFTER_LEAVING.map((ms, step) => stop(at + ms, 'after-leaving', step))];
  });
  const last = FIRST_DAY + (DAYS + 1) * DAY;
  const end = [0, 3 * HOUR, 2 * DAY].map((ms, step) => stop(last + ms, 'end', step));
  return apart([...ordinary, ...leaving.flat(), ...end]);
}

function stop(at: number, kind: Stop['kind'], step = 0): Stop {
  return { at, kind, step };
}

/** In order, without ordinary stops among what follows a leaving. */
function apart(stops: readonly Stop[]): readonly Stop[] {
  const leaving = stops.filter(({ kind }) => kind === 'leaving').map(({ at }) => at);
  const isFree = ({ at, kind }: Stop): boolean =>
    kind !== 'ordinary' || leaving.every((left) => at < left - HOUR || at > left + 27 * HOUR);
  return stops.filter(isFree).toSorted((one, other) => one.at - other.at);
}
