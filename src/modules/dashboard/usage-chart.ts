import type { Meter } from '../catalog/index.js';
import { type Moment, quantity } from './format.js';

/** Size of the drawing, in its own units. */
const WIDTH = 600;
const HEIGHT = 120;
/** Share of a day's width that its bar takes. */
const BAR = 0.72;

/** A day of a meter. */
interface Point {
  readonly day: Moment;
  /** Decimal text. */
  readonly value: string;
}

interface Bar {
  readonly x: string;
  readonly y: string;
  readonly width: string;
  readonly height: string;
  readonly label: string;
}

/** What a meter has shown day by day, drawn and as a table. */
export interface UsageChart {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  /** What the figures are of. */
  readonly explanation: string;
  readonly total: string;
  readonly highest: string;
  readonly isEmpty: boolean;
  readonly width: number;
  readonly height: number;
  readonly bars: readonly Bar[];
  readonly rows: readonly { readonly day: Moment; readonly value: string }[];
}

const EXPLANATIONS = {
  interval: 'used in the last 30 days',
  rate: 'at most in the last 30 days',
  total: 'at the moment',
} as const satisfies Record<Meter['type'], string>;

/** The drawing needs no more than a glance takes in; the table has every figure. */
export function chartOf({ id, name, unit, type }: Meter, points: readonly Point[], total: string): UsageChart {
  const values = points.map(({ value }) => Math.max(0, Number(value)));
  const highest = Math.max(...values);
  const step = WIDTH / points.length;
  const bars = points.map(({ day, value }, index) => {
    const height = highest === 0 ? 0 : ((values[index] ?? 0) / highest) * HEIGHT;
    return {
      x: (index * step + (step * (1 - BAR)) / 2).toFixed(1),
      y: (HEIGHT - height).toFixed(1),
      width: (step * BAR).toFixed(1),
      height: height.toFixed(1),
      label: `${day.text}: ${quantity(value)} ${unit}`,
    };
  });
  return {
    id,
    name,
    unit,
    explanation: EXPLANATIONS[type],
    total,
    highest: quantity(String(highest)),
    isEmpty: highest === 0,
    width: WIDTH,
    height: HEIGHT,
    bars,
    rows: points.map(({ day, value }) => ({ day, value: quantity(value) })),
  };
}
