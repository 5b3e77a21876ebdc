import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import type { Meter } from '../catalog/index.js';
import { type Measured, UsageReader, type UsageSpan } from '../usage/index.js';
import { day, quantity } from './format.js';
import type { OwnResource } from './own-resources.service.js';
import { type UsageChart, chartOf } from './usage-chart.js';

const DAYS = 30;
const DAY_MS = 86_400_000;

/** Reads what a meter has come to. */
export function valueOf(meter: Meter, measured: Measured | undefined): string {
  if (measured === undefined) return '0';
  const { sum, maximum, latest } = measured;
  return { interval: sum, rate: maximum ?? '0', total: latest ?? '0' }[meter.type];
}

/** The days of a chart and, as the last one, all of them together. */
export function lastDays(now: Date): readonly { readonly start: Date; readonly end: Date }[] {
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DAYS }, (_, index) => {
    const start = today - (DAYS - 1 - index) * DAY_MS;
    return { start: new Date(start), end: new Date(start + DAY_MS) };
  });
  return [...days, { start: new Date(today - (DAYS - 1) * DAY_MS), end: new Date(today + DAY_MS) }];
}

/** Draws what resources have used, in one statement each. */
@Injectable()
export class UsageCharts {
  constructor(
    private readonly usage: UsageReader,
    private readonly clock: Clock,
  ) {}

  /** A chart per meter; null for a product that is not sold any more. */
  async of({ resource, product }: OwnResource): Promise<readonly UsageChart[]> {
    if (product === null || product.meters.length === 0) return [];
    const days = lastDays(this.clock.now());
    const { installationId, id: subject } = resource;
    const spans = days.map((span, place): UsageSpan => ({ ...span, place, installationId, subject }));
    const measured = await this.usage.measure(spans);
    return product.meters.map((meter) => {
      const mine = measured.filter((one) => one.meter === `${product.slug}/${meter.id}`);
      const at = (place: number): string =>
        valueOf(
          meter,
          mine.find((one) => one.place === place),
        );
      const points = days.slice(0, DAYS).map(({ start }, place) => ({ day: day(start), value: at(place) }));
      return chartOf(meter, points, quantity(at(DAYS)));
    });
  }
}
