import { Injectable } from '@nestjs/common';
import { Catalog, type Meter } from '../catalog/index.js';
import { DriverCalls } from './driver-calls.js';
import type { Reading, ReadingSpan } from './driver.port.js';
import { ResourceRepository } from './resource.repository.js';

/** What one meter shows, and what kind of meter it is. */
export interface TypedReading extends Reading {
  readonly type: Meter['type'];
}

/** What a product tells of a resource, or why it is not asked: `later`: it does not run now; `never`: it is gone, or not measured. */
export type Measurement =
  | { readonly kind: 'told'; readonly readings: readonly TypedReading[] }
  | { readonly kind: 'later' }
  | { readonly kind: 'never' };

/** Whether it is asked as every hour, or because the resource or its owner goes. */
export type Occasion = 'hourly' | 'last';

/** Asks products what their resources use. */
@Injectable()
export class Measurements {
  constructor(
    private readonly catalog: Catalog,
    private readonly resources: ResourceRepository,
    private readonly drivers: DriverCalls,
  ) {}

  /** The products some of whose meters are polled. */
  get products(): readonly string[] {
    return this.catalog.products.filter(({ polledMeters }) => polledMeters.size > 0).map(({ slug }) => slug);
  }

  /** What the polled meters of a resource show; those of others are left out. Throws what `DriverCalls` does. */
  async of(
    { installationId, id }: { readonly installationId: string; readonly id: string },
    span: ReadingSpan,
    occasion: Occasion,
  ): Promise<Measurement> {
    const resource = await this.resources.find(installationId, id);
    const polled = this.catalog.findProduct(resource?.productSlug ?? '')?.polledMeters ?? new Map<string, Meter>();
    if (resource === null || polled.size === 0) return { kind: 'never' };
    if (resource.state === 'removed') return { kind: 'never' };
    if (resource.state !== 'ready' && occasion === 'hourly') return { kind: 'later' };
    const readings = await this.drivers.call(resource, (driver, told, call) => driver.usage(told, span, call));
    const typed = readings.flatMap((reading) => {
      const meter = polled.get(reading.meter);
      return meter === undefined ? [] : [{ ...reading, type: meter.type }];
    });
    return { kind: 'told', readings: typed };
  }
}
