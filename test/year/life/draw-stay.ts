import type { Stop } from './calendar.js';
import type { Random } from './random.js';

/** `lasting`: for months, with much of everything; `passing`: for some weeks, and little of it. */
export type CustomerKind = 'lasting' | 'passing';

/** When a customer acts. */
export interface Stay {
  /** The ordinary stops at which she may, the installation at the first of them. */
  readonly stops: readonly number[];
  /** The stop at which the customer uninstalls, or null. */
  readonly leaves: number | null;
  /** `emptied`: stays without anything; all that was bought is removed at the last of the stops. */
  readonly end: 'left' | 'stays' | 'emptied';
}

/** So many ordinary stops at most lie in a passing stay. */
const MOST_STOPS = 4;
/** Of a hundred that pass. */
const EMPTIED = 5;
const LEFT = 33;

/** Draws when a customer comes and goes. */
export function drawStay(random: Random, stops: readonly Stop[], kind: CustomerKind): Stay {
  const ordinary = indexesOf(stops, 'ordinary');
  const leaving = indexesOf(stops, 'leaving');
  return kind === 'lasting' ? drawLasting(random, ordinary, leaving) : drawPassing(random, ordinary, leaving);
}

/** Rather early than late, so that there are months of most. */
function drawLasting(random: Random, ordinary: readonly number[], leaving: readonly number[]): Stay {
  const installed = ordinary[Math.floor(random.next() ** 2 * (ordinary.length - 2))] ?? 0;
  const later = leaving.filter((index) => index > installed);
  const leaves = later.length > 0 && random.percent(80) ? random.pick(later.slice(0, 4)) : null;
  const stops = ordinary.filter((index) => index >= installed && index < (leaves ?? Infinity));
  return { stops, leaves, end: leaves === null ? 'stays' : 'left' };
}

/** Before one of the stops at which customers leave, before the end of the year, or anywhere. */
function drawPassing(random: Random, ordinary: readonly number[], leaving: readonly number[]): Stay {
  const chance = random.whole(1, 100);
  const end = chance <= EMPTIED ? 'emptied' : chance <= EMPTIED + LEFT ? 'left' : 'stays';
  const leaves = end === 'left' ? random.pick(leaving) : null;
  const last = end === 'emptied' ? random.pick(ordinary.slice(1)) : Infinity;
  const before = ordinary.filter((index) => index <= last && index < (leaves ?? Infinity));
  return { stops: before.slice(-random.whole(2, MOST_STOPS)), leaves, end };
}

function indexesOf(stops: readonly Stop[], kind: Stop['kind']): readonly number[] {
  return stops.flatMap((stop, index) => (stop.kind === kind ? [index] : []));
}
