import type { Stop } from './calendar.js';
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
const MOST_RESOURCES = 3;
const DAY_MS = 86_400_000;
const MOST_DAYS_UNPAID = 11;
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
export function drawCustomer(random: Random, name: string, stops: readonly Stop[]): DrawnCustomer {
  const ordinary = stops.flatMap(({ kind }, index) => (kind === 'ordinary' ? [index] : []));
  const installed = ordinary[Math.floor(random.next() ** 2 * (ordinary.length - 2))] ?? 0;
  const leaving = stops.flatMap(({ kind }, index) => (kind === 'leaving' && index > installed ? [index] : []));
  const leaves = leaving.length > 0 && random.percent(80) ? random.pick(leaving.slice(0, 4)) : null;
  const end = leaves ?? stops.length;
  const usable = ordinary.filter((index) => index >= installed && index < end);
  const drawn = Array.from({ length: random.whole(1, MOST_RESOURCES) }, (_, index) =>
    drawResource(random, `${name}/${index + 1}`, usable, end),
  );
  const acts = [
    { stop: installed, act: { kind: 'install' } as const },
    ...drawn.flatMap((resource) => resource.acts),
    ...drawPayment(random, stops, usable),
    ...(leaves === null ? [] : [{ stop: leaves, act: { kind: 'uninstall' } as const }]),
  ];
  return { name, acts: inOrder(acts), resources: drawn.map(({ resource }) => resource), leaves };
}

interface Drawn {
  readonly resource: DrawnResource;
  readonly acts: DrawnCustomer['acts'];
}

function drawResource(random: Random, name: string, usable: readonly number[], end: number): Drawn {
  const from = usable[random.percent(60) ? 0 : random.whole(0, usable.length - 1)] ?? 0;
  const later = usable.filter((index) => index > from);
  const removed = later.length > 0 && random.percent(25) ? random.pick(later) : null;
  const resource = { name, from, to: removed ?? end };
  const own = later.filter((index) => index < resource.to);
  const plan = random.percent(15) ? 'credits' : random.pick(SUBSCRIPTIONS);
  const acts: { readonly stop: number; readonly act: Act }[] = [
    { stop: from, act: { kind: 'provision', resource: name, plan } },
    ...(plan === 'credits' ? drawCredits(random, name, [from, ...own]) : drawChanges(random, name, plan, own)),
    ...(removed === null ? [] : [{ stop: removed, act: { kind: 'remove', resource: name } as const }]),
  ];
  return { resource, acts };
}

function drawChanges(random: Random, resource: string, first: string, stops: readonly number[]): DrawnCustomer['acts'] {
  const count = stops.length === 0 || random.percent(45) ? 0 : random.whole(1, 3);
  const when = [...new Set(Array.from({ length: count }, () => random.pick(stops)))].sort((one, other) => one - other);
  let plan = first;
  return when.map((stop) => {
    plan = random.pick(SUBSCRIPTIONS.filter((other) => other !== plan));
    return { stop, act: { kind: 'change-plan', resource, plan } };
  });
}

/** Seldom a card declines for some days, less than Vercel waits, or a part of an invoice is given back. */
function drawPayment(random: Random, stops: readonly Stop[], usable: readonly number[]): DrawnCustomer['acts'] {
  const first = random.whole(0, Math.max(0, usable.length - 2));
  const [from = 0, to = 0] = [usable[first], usable[first + 1]];
  const days = ((stops[to]?.at ?? 0) - (stops[from]?.at ?? 0)) / DAY_MS;
  const declines = random.percent(15) && to > from && days < MOST_DAYS_UNPAID;
  const refunds = random.percent(20) && usable.length > 0;
  return [
    ...(declines ? [{ stop: from, act: { kind: 'use-card', card: 'declines' } as const }] : []),
    ...(declines ? [{ stop: to, act: { kind: 'use-card', card: 'pays' } as const }] : []),
    ...(refunds
      ? [{ stop: random.pick(usable), act: { kind: 'refund-invoice', cents: random.whole(1, 50) } as const }]
      : []),
  ];
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
