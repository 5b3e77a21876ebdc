import type { Stop } from './calendar.js';
import type { DrawnCustomer, DrawnResource } from './draw-customer.js';
import type { Use } from './life.js';
import type { Random } from './random.js';

const METERS = ['storage', 'compute', 'compute', 'compute', 'connections'];
const THOUSAND = 1_000;

/** A use, and the stop at which it is told, twice where somebody was not sure. */
export interface DrawnUse {
  readonly stop: number;
  readonly use: Use;
  readonly copies: 1 | 2;
}

/** Draws what a customer uses between stops, and when that is told. */
export function drawUses(random: Random, customer: DrawnCustomer, stops: readonly Stop[]): readonly DrawnUse[] {
  return customer.resources.flatMap((resource, place) => {
    const used: DrawnUse[] = [];
    for (let stop = resource.from + 1; stop <= Math.min(resource.to, stops.length - 3); stop += 1)
      if (stops[stop]?.kind !== 'after-leaving' && random.percent(40))
        used.push(...drawSome(random, { customer, resource, place }, stops, stop));
    return used;
  });
}

interface Whose {
  readonly customer: DrawnCustomer;
  readonly resource: DrawnResource;
  readonly place: number;
}

/** One or two uses of the time since the stop before, each told now or later, and seldom a correction of it. */
function drawSome(random: Random, whose: Whose, stops: readonly Stop[], stop: number): readonly DrawnUse[] {
  const [since, until] = [stops[stop - 1]?.at ?? 0, stops[stop]?.at ?? 0];
  return Array.from({ length: random.whole(1, 2) }, (_, index) => {
    const meter = random.pick(METERS);
    const use: Use = {
      id: `${whose.resource.name}-${stop}-${index}`,
      customer: whose.customer.name,
      resource: whose.resource.name,
      meter,
      at: random.whole(since + THOUSAND, until - THOUSAND),
      value: drawValue(random, meter),
      reason: null,
    };
    return [drawTelling(random, whose, stops, { stop, use }), ...drawCorrection(random, whose, stops, { stop, use })];
  }).flat();
}

function drawCorrection(
  random: Random,
  whose: Whose,
  stops: readonly Stop[],
  { stop, use }: Omit<DrawnUse, 'copies'>,
): readonly DrawnUse[] {
  if (use.meter === 'connections' || random.percent(94)) return [];
  const value = use.meter === 'compute' ? `-${use.value}` : drawValue(random, use.meter);
  const corrected = { ...use, id: `${use.id}-corrected`, value, reason: 'measured twice' };
  return [drawTelling(random, whose, stops, { stop, use: corrected })];
}

/** Mostly at once; of a customer who leaves not after the wait for the last usage. */
function drawTelling(
  random: Random,
  { customer }: Whose,
  stops: readonly Stop[],
  { stop, use }: Omit<DrawnUse, 'copies'>,
): DrawnUse {
  const latest = customer.leaves === null ? stops.length - 3 : customer.leaves + 1;
  const late = random.percent(88) ? 0 : random.whole(1, 8);
  return { stop: Math.max(stop, Math.min(stop + late, latest)), use, copies: random.percent(10) ? 2 : 1 };
}

function drawValue(random: Random, meter: string): string {
  if (meter === 'connections') return String(random.whole(1, 500));
  return `${random.whole(0, meter === 'storage' ? 80 : 30)}.${String(random.whole(0, 999)).padStart(3, '0')}`;
}
