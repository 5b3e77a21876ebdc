import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Nano, nano, ONE } from './decimals.js';
import { type Reduction, reductionOf } from './discounts.js';

interface Step {
  /** Null: without end. */
  readonly upTo: Nano | null;
  readonly price: Nano;
}

/** What a meter costs on a plan. */
export interface MeterTariff {
  readonly meter: string;
  readonly included: Nano;
  readonly mode: 'plain' | 'graduated' | 'volume';
  readonly steps: readonly Step[];
}

/** What a plan costs. */
export interface PlanTariff {
  readonly id: string;
  readonly isPrepaid: boolean;
  readonly billed: 'arrears' | 'advance';
  readonly proration: 'second' | 'day' | 'none';
  readonly feeCents: bigint;
  /** Once for each resource. */
  readonly initialCents: bigint;
  readonly meters: readonly MeterTariff[];
  readonly reductions: readonly Reduction[];
}

interface WrittenMeter {
  readonly meter: string;
  readonly included?: string;
  readonly unitPrice?: string;
  readonly tiers?: {
    readonly mode: 'graduated' | 'volume';
    readonly steps: readonly { readonly upTo?: string; readonly unitPrice: string }[];
  };
}

interface WrittenPlan {
  readonly id: string;
  readonly type: string;
  readonly initialCharge?: string;
  readonly pricing?: {
    readonly billed?: 'arrears' | 'advance';
    readonly proration?: 'second' | 'day' | 'none';
    readonly fixedFee?: string;
    readonly meters?: readonly WrittenMeter[];
    readonly discounts?: readonly ({ readonly percentage: string } | { readonly amount: string })[];
  };
}

/** The tariffs of the year's catalog, by plan. */
export function readTariffs(): ReadonlyMap<string, PlanTariff> {
  const catalog = parse(readFileSync(new URL('../catalog.yaml', import.meta.url), 'utf8')) as {
    readonly products: readonly { readonly plans: readonly WrittenPlan[] }[];
  };
  return new Map(catalog.products.flatMap(({ plans }) => plans.map((plan) => [plan.id, tariffOf(plan)] as const)));
}

function tariffOf({ id, type, initialCharge = '0', pricing = {} }: WrittenPlan): PlanTariff {
  const { billed = 'arrears', proration = 'second', fixedFee = '0', meters = [], discounts = [] } = pricing;
  const [feeCents, initialCents] = [fixedFee, initialCharge].map((amount) => nano(amount) / (ONE / 100n)) as [
    bigint,
    bigint,
  ];
  return {
    id,
    isPrepaid: type === 'prepayment',
    billed,
    proration,
    feeCents,
    initialCents,
    meters: meters.map(meterOf),
    reductions: discounts.map(reductionOf),
  };
}

function meterOf({ meter, included = '0', unitPrice = '0', tiers }: WrittenMeter): MeterTariff {
  const steps = tiers?.steps.map(({ upTo, unitPrice: price }) => ({
    upTo: upTo === undefined ? null : nano(upTo),
    price: nano(price),
  }));
  const plain = [{ upTo: null, price: nano(unitPrice) }];
  return { meter, included: nano(included), mode: tiers?.mode ?? 'plain', steps: steps ?? plain };
}
