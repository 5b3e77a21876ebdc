import type { Stop } from './calendar.js';
import { type CustomerKind, drawStay, type Stay } from './draw-stay.js';
import { drawPayment } from './draw-payment.js';
import type { Act } from './life.js';
import type { Random } from './random.js';

const SUBSCRIPTIONS = [
  'pro',
  'pro',
  'daily',
  'flat',
  'metered',
  'tiny',
  'ahead',
  'ahead-daily',
  'ahead-flat',
  'begun',
  'free',
];
/** How much customers do, in percent where it is a chance. */
const HABITS: Readonly<Record<CustomerKind, { mostResources: number; free: number; changes: number }>> = {
  lasting: { mostResources: 3, free: 0, changes: 55 },
  passing: { mostResources: 1, free: 60, changes: 30 },
};
const LEAST_CENTS = 100;
const MOST_CENTS = 5_000;

/** A resource of a customer: where in the calendar it comes and goes. */
export interface DrawnResource {
  readonly name: string;
  readonly from: number;
  /** The stop at which it goes, or one behind the last. */
  readonly to: number;
}

/** A customer's acts, each with the index of its stop, in order. */
export interface DrawnCustomer {
  readonly name: string;
  readonly acts: readonly { readonly stop: number; readonly act: Act }[];
  readonly resources: readonly DrawnResource[];
  /** The stop at which the customer uninstalls, or null. */
  readonly leaves: number | null;
}

/** Draws what one customer does in a year. */
export function drawCustomer(
  random: Random,
  name: string,
  { stops, kind }: { readonly stops: readonly Stop[]; readonly kind: CustomerKind },
): DrawnCustomer {
  const stay = drawStay(random, stops, kind);
  const { stops: usable, leaves } = stay;
  const installed = usable[0] ?? 0;
  const count = random.whole(1, HABITS[kind].mostResources);
  const drawn = Array.from({ length: count }, (_, index) =>
    drawResource(random, `${name}/${index + 1}`, { stay, kind, end: leaves ?? stops.length }),
  );
  const bought = drawn.flatMap((resource) => resource.acts);
  const acts = [
    { stop: installed, act: { kind: 'install' } as const },
    ...bought,
    ...drawPayment(random, { stops, usable, kind, leaves, bought }),
    ...(leaves === null ? [] : [{ stop: leaves, act: { kind: 'uninstall' } as const }]),
  ];
  return { name, acts: inOrder(acts), resources: drawn.map(({ resource }) => resource), leaves };
}

interface Drawn {
  readonly resource: DrawnResource;
  readonly acts: DrawnCustomer['acts'];
}

/** Where in whose year a resource has its own. */
interface Place {
  readonly stay: Stay;
  readonly kind: CustomerKind;
  readonly end: number;
}

function drawResource(random: Random, name: string, { stay, kind, end }: Place): Drawn {
  const usable = stay.end === 'emptied' ? stay.stops.slice(0, -1) : stay.stops;
  const from = usable[random.percent(60) ? 0 : random.whole(0, usable.length - 1)] ?? 0;
  const later = usable.filter((index) => index > from);
  const removed = drawRemoval(random, later, stay.end === 'emptied' ? (stay.stops.at(-1) ?? 0) : null);
  const resource = { name, from, to: removed ?? end };
  const own = later.filter((index) => index < resource.to);
  const plan = drawPlan(random, kind);
  const acts: { readonly stop: number; readonly act: Act }[] = [
    { stop: from, act: { kind: 'provision', resource: name, plan } },
    ...(plan === 'credits'
      ? drawCredits(random, name, [from, ...own])
      : drawChanges(random, name, { plan, kind, stops: own })),
    ...(removed === null ? [] : [{ stop: removed, act: { kind: 'remove', resource: name } as const }]),
  ];
  return { resource, acts };
}

/** Who passes often just tries. */
function drawPlan(random: Random, kind: CustomerKind): string {
  if (random.percent(15)) return 'credits';
  return random.percent(HABITS[kind].free) ? 'free' : random.pick(SUBSCRIPTIONS);
}

function drawRemoval(random: Random, later: readonly number[], atTheEnd: number | null): number | null {
  return later.length > 0 && random.percent(25) ? random.pick(later) : atTheEnd;
}

function drawChanges(
  random: Random,
  resource: string,
  {
    plan: first,
    kind,
    stops,
  }: { readonly plan: string; readonly kind: CustomerKind; readonly stops: readonly number[] },
): DrawnCustomer['acts'] {
  const count = stops.length > 0 && random.percent(HABITS[kind].changes) ? random.whole(1, 3) : 0;
  const when = [...new Set(Array.from({ length: count }, () => random.pick(stops)))].sort((one, other) => one - other);
  let plan = first;
  return when.map((stop) => {
    plan = random.pick(SUBSCRIPTIONS.filter((other) => other !== plan));
    return { stop, act: { kind: 'change-plan', resource, plan } };
  });
}

/** Some are bought at the beginning and now and then, by the customer or by Vercel; seldom a part of the first is given back. */
function drawCredits(random: Random, resource: string, stops: readonly number[]): DrawnCustomer['acts'] {
  const [first = 0, ...later] = stops;
  const drawBuy = (stop: number): DrawnCustomer['acts'][number] => {
    return { stop, act: { kind: 'buy', resource, cents: random.whole(LEAST_CENTS, MOST_CENTS) } };
  };
  const topUp = { kind: 'top-up', resource, below: random.whole(0, 500), cents: random.whole(200, 2_000) } as const;
  const refund = { kind: 'refund-credits', resource, cents: random.whole(1, LEAST_CENTS) } as const;
  return [
    drawBuy(first),
    ...(random.percent(30) ? [{ stop: first, act: topUp }] : []),
    ...later.filter(() => random.percent(8)).map(drawBuy),
    ...(later.length > 0 && random.percent(20) ? [{ stop: random.pick(later), act: refund }] : []),
  ];
}

/** Acts of one stop stay in the order in which they were drawn. */
function inOrder(acts: DrawnCustomer['acts']): DrawnCustomer['acts'] {
  return acts.toSorted((one, other) => one.stop - other.stop);
}
