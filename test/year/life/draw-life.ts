import { calendarOf } from '../seeds.js';
import { drawCalendar, type Stop } from './calendar.js';
import { type DrawnCustomer, drawCustomer } from './draw-customer.js';
import { type DrawnUse, drawUses } from './draw-uses.js';
import type { Life, Moment, Trouble } from './life.js';
import { Random } from './random.js';

/** Far from any seed of customers. */
const CALENDARS = 1_000_000_007;

/** One customer of so many stays for months; the others make up the number, since each costs as many calls as she stays months. */
const LASTING_EVERY = 25;

/** Which of the stops at the end is by night: after it, what the night has found is put in order. */
const NIGHT = 1;

const TROUBLES: readonly Trouble[] = [
  'worker-down',
  'webhooks-twice',
  'vercel-503',
  'vercel-429',
  'webhooks-reversed',
  'worker-down',
  'vercel-cuts',
  'vercel-forgets-to-answer',
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
  const troubles = dealTroubles(random);
  const courses = stops.map((stop) => ({
    trouble: drawTrouble(random, stop, troubles),
    isShown: stop.kind === 'end' || random.percent(20),
    isNight: stop.kind === 'end' && stop.step === NIGHT,
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
    const kind = index % LASTING_EVERY === 0 ? 'lasting' : 'passing';
    const customer = drawCustomer(random, `seed ${seed} c${index + 1}`, { stops, kind });
    return { customer, uses: drawUses(random, customer, stops) };
  });
}

/** One after the other, so that a year has some of each. */
function* dealTroubles(random: Random): Generator<Trouble, never> {
  for (let next = random.whole(0, TROUBLES.length - 1); ; next += 1)
    yield TROUBLES[next % TROUBLES.length] ?? 'worker-down';
}

/** Nothing but Vercel fails while customers leave: who is away for a day then cannot invoice any more. */
function drawTrouble(random: Random, { kind, step }: Stop, troubles: Iterator<Trouble>): Trouble | null {
  if (kind === 'ordinary') return random.percent(40) ? troubles.next().value : null;
  const isWithinWindow = kind === 'leaving' || (kind === 'after-leaving' && step < 2);
  return isWithinWindow && random.percent(20) ? 'vercel-503' : null;
}
