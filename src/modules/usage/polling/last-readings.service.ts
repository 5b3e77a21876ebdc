import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { Unavailable } from '../../../platform/errors/index.js';
import { BeforeRemoval, Measurements } from '../../resources/index.js';
import { Readings } from './readings.service.js';
import { type PolledResource, UsagePollRepository } from './usage-poll.repository.js';

/** So long a product is asked what was used last, before it is given up. */
const PATIENCE_MS = 3_600_000;

/** What was used since the last reading of the hour, before a resource or its owner goes. */
@Injectable()
export class LastReadings extends BeforeRemoval {
  private readonly logger = new Logger(LastReadings.name);
  private readonly products: ReadonlySet<string>;

  constructor(
    private readonly polls: UsagePollRepository,
    private readonly readings: Readings,
    private readonly clock: Clock,
    measurements: Measurements,
  ) {
    super();
    this.products = new Set(measurements.products);
  }

  override async beforeRemoval(resource: {
    readonly installationId: string;
    readonly id: string;
    readonly productSlug: string;
  }): Promise<void> {
    if (!this.products.has(resource.productSlug)) return;
    const { installationId, id: resourceId } = resource;
    if (!(await this.take({ installationId, resourceId })))
      throw new Unavailable('The product has not told what was used last');
    await this.polls.end({ installationId, resourceId });
  }

  /** Of how many resources of a leaving customer it is still to be told what was used before `until`, after asking once more. */
  async countMissing(installationId: string, until: Date): Promise<number> {
    let missing = 0;
    for (const resourceId of await this.polls.listUntold(installationId, until)) {
      if (!(await this.take({ installationId, resourceId }))) missing += 1;
    }
    return missing;
  }

  /** Whether nothing more is to be awaited: it is told, or refused, or the product has been silent for an hour since the end. */
  private async take(resource: PolledResource): Promise<boolean> {
    const now = this.clock.now();
    const { outcome, missing } = await this.readings.takeUpTo(resource, now, 'last');
    if (outcome === 'told') return true;
    if (outcome === 'silent' && missing !== null && now.getTime() - missing.getTime() < PATIENCE_MS) return false;
    this.logger.warn('Nobody knows what was used last', { resourceId: resource.resourceId, outcome });
    await this.polls.end(resource);
    return true;
  }
}
