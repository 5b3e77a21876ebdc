import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Catalog, type Product } from '../catalog/index.js';
import { type Measured, UsageReader } from '../usage/index.js';
import { quantity } from './format.js';
import type { OwnResource } from './own-resources.service.js';
import { resourcePath } from './resource-head.js';
import { lastDays, valueOf } from './usage-charts.service.js';

/** What a resource has used in the last 30 days, or the installation itself, which has no page of its own. */
export interface UsageRow {
  readonly name: string;
  readonly path: string | null;
  readonly figures: readonly { readonly meter: string; readonly value: string }[];
}

/** What many resources have used, in one statement. */
@Injectable()
export class UsageTables {
  constructor(
    private readonly usage: UsageReader,
    private readonly catalog: Catalog,
    private readonly clock: Clock,
  ) {}

  /** The installation comes last, where something was told of itself. */
  async of(installationId: string, resources: readonly OwnResource[]): Promise<readonly UsageRow[]> {
    const span = lastDays(this.clock.now()).at(-1);
    if (span === undefined) return [];
    const subjects = [...resources.map(({ resource }) => resource.id), installationId];
    const spans = subjects.map((subject, place) => ({ ...span, place, installationId, subject }));
    const measured = await this.usage.measure(spans);
    const rows = resources.map(({ resource: { id, name }, product }, place) => {
      const figures = product === null ? [] : figuresOf(product, measuredAt(measured, place));
      return { name, path: resourcePath(id, 'usage'), figures };
    });
    const itself = measuredAt(measured, resources.length);
    return itself.size === 0 ? rows : [...rows, this.rowOf(itself)];
  }

  private rowOf(measured: ReadonlyMap<string, Measured>): UsageRow {
    const used = this.catalog.products.flatMap((product) => figuresOf(product, measured, 'used'));
    return { name: 'Whole installation', path: null, figures: used };
  }
}

function measuredAt(measured: readonly Measured[], place: number): ReadonlyMap<string, Measured> {
  return new Map(measured.filter((one) => one.place === place).map((one) => [one.meter, one]));
}

/** Of all meters of a product, or of those that have shown something. */
function figuresOf(
  { slug, meters }: Product,
  measured: ReadonlyMap<string, Measured>,
  which: 'all' | 'used' = 'all',
): UsageRow['figures'] {
  const shown = meters.filter(({ id }) => which === 'all' || measured.has(`${slug}/${id}`));
  return shown.map((meter) => {
    const value = valueOf(meter, measured.get(`${slug}/${meter.id}`));
    return { meter: meter.name, value: `${quantity(value)} ${meter.unit}` };
  });
}
