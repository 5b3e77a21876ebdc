import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { DomainError } from '../../../platform/errors/index.js';
import { nextSlot } from '../../../platform/jobs/index.js';
import { type Measurement, Measurements, type TypedReading } from '../../resources/index.js';
import { UsageService } from '../usage.service.js';
import { type AskedSpan, type PolledResource, UsagePollRepository } from './usage-poll.repository.js';

const HOUR_MS = 3_600_000;

/** Under which source the readings of products are counted. */
const SOURCE = 'urn:stallholder:driver';

/** Asks products every hour what their resources use, each resource in its own second of the hour, and counts it like what meters tell. */
@Injectable()
export class UsagePolling {
  private readonly logger = new Logger(UsagePolling.name);
  private readonly products: ReadonlySet<string>;

  constructor(
    private readonly polls: UsagePollRepository,
    private readonly measurements: Measurements,
    private readonly usage: UsageService,
    private readonly clock: Clock,
  ) {
    this.products = new Set(measurements.products);
  }

  /** Nothing where no meter of the product is polled. Part of the caller's unit of work. */
  begin(resource: PolledResource, productSlug: string): void {
    if (!this.products.has(productSlug)) return;
    const now = this.clock.now();
    this.polls.begin(resource, nextSlot(resource.resourceId, now), now);
  }

  /** What was used before is not asked about any more: it was another's. */
  async handOver(resource: PolledResource, at: Date): Promise<void> {
    await this.polls.handOver(resource, at);
  }

  /** Asks about all the time that is not told yet, up to the resource's last second of the hour. What fails is tried again soon, until it is told. */
  async poll(resource: PolledResource): Promise<void> {
    const next = nextSlot(resource.resourceId, this.clock.now());
    const span = await this.polls.ask(resource, new Date(next.getTime() - HOUR_MS));
    if (span === null) return this.polls.putOff(resource, next);
    const told = await this.ask(resource, span);
    if (told === null) return;
    if (told.kind === 'never') return this.polls.end(resource);
    if (told.kind === 'later') return this.polls.putOff(resource, next);
    await this.count(resource.resourceId, told.readings, span);
    await this.polls.tell(resource, span.end, next);
  }

  /** Null when the product did not answer, which is not this job's failure: its row is due again soon. */
  private async ask({ installationId, resourceId }: PolledResource, span: AskedSpan): Promise<Measurement | null> {
    try {
      return await this.measurements.of(installationId, resourceId, span);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn('A product did not tell what a resource uses', { resourceId, code: error.code });
      return null;
    }
  }

  /** The readings of a span have the same ids however often they are asked for, so that they count once: the first do. */
  private async count(resourceId: string, readings: readonly TypedReading[], { end }: AskedSpan): Promise<void> {
    const [now, within] = [this.clock.now(), new Date(end.getTime() - 1)].map((at) => at.toISOString());
    const events = readings.map(({ meter, type, value }) => ({
      specversion: '1.0',
      id: `${resourceId}/${meter}/${end.toISOString()}`,
      source: SOURCE,
      type: meter,
      subject: resourceId,
      time: type === 'interval' ? within : now,
      data: { value },
    }));
    for (const { id, status, reason } of await this.usage.take(events)) {
      if (status === 'rejected') this.logger.warn('A reading does not count', { resourceId, id, reason });
    }
  }
}
