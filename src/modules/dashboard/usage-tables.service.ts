import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { UsageReader, type UsageSpan } from '../usage/index.js';
import { quantity } from './format.js';
import type { OwnResource } from './own-resources.service.js';
import { resourcePath } from './resource-head.js';
import { lastDays, valueOf } from './usage-charts.service.js';

/** What a resource has used in the last 30 days. */
export interface UsageRow {
  readonly name: string;
  readonly path: string;
  readonly figures: readonly { readonly meter: string; readonly value: string }[];
}

/** What many resources have used, in one statement. */
@Injectable()
export class UsageTables {
  constructor(
    private readonly usage: UsageReader,
    private readonly clock: Clock,
  ) {}

  async of(installationId: string, resources: readonly OwnResource[]): Promise<readonly UsageRow[]> {
    const span = lastDays(this.clock.now()).at(-1);
    if (span === undefined) return [];
    const spans = resources.map(({ resource }, place): UsageSpan => ({
      ...span,
      place,
      installationId,
      subject: resource.id,
    }));
    const measured = await this.usage.measure(spans);
    return resources.map(({ resource, product }, place) => ({
      name: resource.name,
      path: resourcePath(resource.id, 'usage'),
      figures: (product?.meters ?? []).map((meter) => {
        const name = `${resource.productSlug}/${meter.id}`;
        const mine = measured.find((one) => one.place === place && one.meter === name);
        return { meter: meter.name, value: `${quantity(valueOf(meter, mine))} ${meter.unit}` };
      }),
    }));
  }
}
