import { calendarOf } from '../seeds.js';
import { drawCalendar, type Stop } from './calendar.js';
import { type DrawnCustomer, drawCustomer } from './draw-customer.js';
import { type DrawnUse, drawUses } from './draw-uses.js';
import type { Life, Moment, Trouble } from './life.js';
import { Random } from './random.js';

/** Far from any seed of customers. */
const CALENDARS = 1_000_000_007;

const TROUBLES: readonly Trouble[] = [
  'worker-down',
  'worker-down',
  'vercel-503',
  'vercel-429',
  'vercel-cuts',
  'vercel-forgets-to-answer',
  'webhooks-reversed',
  'webhooks-twice',
];

/** A customer of a seed, with what it tells of its use. */
interface Drawn {
  readonly customer: DrawnCustomer;
  readonly uses: readonly DrawnUse[];
}

/** The year of so many customers of each of some seeds, which are to have one calendar; a seed's customers are its own. */
export function drawLife(seeds: readonly number[], size: number): Life {
  const random = new Random(CALENDARS + calendarOf(seeds[0] ?? 1));
  const stops = drawCalendar(random);
  const courses = stops.map((stop) => ({
    trouble: drawTrouble(random, stop),
    isShown: stop.kind === 'end' || random.percent(20),
    isNight: stop.kind === 'end',
  }));
  const drawn = seeds.flatMap((seed) => drawSeed(seed, size, stops));
  const acts = Map.groupBy(
    drawn.flatMap(({ customer }) => customer.acts.map(({ stop, act }) => ({ stop, customer: customer.name, act }))),
    ({ stop }) => stop,
  );
  const uses = Map.groupBy(
    drawn.flatMap((each) => each.uses),
    ({ stop }) => stop,
  );
  const moments = stops.map(({ at }, index): Moment => {
    const told = uses.get(index) ?? [];
    const again = told.filter(({ copies }) => copies === 2).map(({ use }) => use);
    const { trouble = null, isShown = true, isNight = false } = courses[index] ?? {};
    return { at, trouble, isShown, isNight, acts: acts.get(index) ?? [], uses: told.map(({ use }) => use), again };
  });
  return { moments };
}

function drawSeed(seed: number, size: number, stops: readonly Stop[]): readonly Drawn[] {
  const random = new Random(seed);
  return Array.from({ length: size }, (_, index) => {
    const customer = drawCustomer(random, `seed ${seed} c${index + 1}`, stops);
    return { customer, uses: drawUses(random, customer, stops) };
  });
}

/** Nothing but Vercel fails while customers leave: who is away for a day then cannot invoice any more. */
function drawTrouble(random: Random, { kind, step }: Stop): Trouble | null {
  if (kind === 'ordinary') return random.percent(30) ? random.pick(TROUBLES) : null;
  const isWithinWindow = kind === 'leaving' || (kind === 'after-leaving' && step < 2);
  return isWithinWindow && random.percent(20) ? 'vercel-503' : null;
}
