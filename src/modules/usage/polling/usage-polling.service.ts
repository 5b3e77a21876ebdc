import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { nextSlot } from '../../../platform/jobs/index.js';
import { Measurements } from '../../resources/index.js';
import { Readings } from './readings.service.js';
import { type PolledResource, UsagePollRepository } from './usage-poll.repository.js';

const HOUR_MS = 3_600_000;

/** Asks products every hour what their resources use, each resource in its own second of the hour. */
@Injectable()
export class UsagePolling {
  private readonly products: ReadonlySet<string>;

  constructor(
    private readonly polls: UsagePollRepository,
    private readonly readings: Readings,
    private readonly clock: Clock,
    measurements: Measurements,
  ) {
    this.products = new Set(measurements.products);
  }

  /** Nothing where no meter of the product is polled. Part of the caller's unit of work. */
  begin(resource: PolledResource, productSlug: string): void {
    if (!this.products.has(productSlug)) return;
    const now = this.clock.now();
    this.polls.begin(resource, nextSlot(resource.resourceId, now), now);
  }

  /** What was used before is asked about at once, and by itself: it is the former owner's. */
  async handOver(resource: PolledResource, at: Date): Promise<void> {
    await this.polls.handOver(resource, at);
  }

  /** Asks about all the time that is not told yet, up to the resource's last second of the hour. What fails is tried again soon, until it is told. */
  async poll(resource: PolledResource): Promise<void> {
    const next = nextSlot(resource.resourceId, this.clock.now());
    const { outcome } = await this.readings.takeUpTo(resource, new Date(next.getTime() - HOUR_MS), 'hourly');
    if (outcome === 'never') return this.polls.end(resource);
    if (outcome === 'told' || outcome === 'later') await this.polls.putOff(resource, next);
  }
}
