import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock/index.js';
import { DomainError } from '../../../platform/errors/index.js';
import { type Measurement, Measurements, type Occasion, type TypedReading } from '../../resources/index.js';
import { UsageService } from '../usage.service.js';
import { type AskedSpan, type PolledResource, UsagePollRepository } from './usage-poll.repository.js';

/** Under which source the readings of products are counted. */
const SOURCE = 'urn:stallholder:driver';
/** Of one resource in one go; what is still missing comes the next time. */
const MOST_SPANS = 50;

/** How far it came: `later` and `never` as a `Measurement` has it, `silent` and `refused` when the product did not answer. */
export interface Taken {
  readonly outcome: 'told' | 'later' | 'never' | 'silent' | 'refused';
  /** The end of what is missing; null where nothing is. */
  readonly missing: Date | null;
}

/** Asks products what a resource has used, and counts it like what meters tell. */
@Injectable()
export class Readings {
  private readonly logger = new Logger(Readings.name);

  constructor(
    private readonly polls: UsagePollRepository,
    private readonly measurements: Measurements,
    private readonly usage: UsageService,
    private readonly clock: Clock,
  ) {}

  /**
   * About all the time that is not told yet, up to `end`, in spans in which neither the plan nor the period nor the owner changes. One
   * that was asked about before is asked about again as it was.
   */
  async takeUpTo(resource: PolledResource, end: Date, occasion: Occasion): Promise<Taken> {
    for (let spans = 0; spans < MOST_SPANS; spans += 1) {
      const span = await this.polls.ask(resource, end);
      if (span === null) return { outcome: 'told', missing: null };
      const told = await this.ask(resource, span, occasion);
      if (typeof told === 'string') return { outcome: told, missing: span.end };
      if (told.kind !== 'told') return { outcome: told.kind, missing: span.end };
      await this.count(resource.resourceId, told.readings, { span, at: this.instantOf(span, end, occasion) });
      await this.polls.tell(resource, span.end);
      if (span.end >= end) return { outcome: 'told', missing: null };
    }
    return { outcome: 'silent', missing: end };
  }

  /** That the product does not answer is not the caller's failure. */
  private async ask(
    { installationId, resourceId }: PolledResource,
    span: AskedSpan,
    occasion: Occasion,
  ): Promise<Measurement | 'silent' | 'refused'> {
    try {
      return await this.measurements.of({ installationId, id: resourceId }, span, occasion);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn('A product did not tell what a resource uses', { resourceId, code: error.code });
      return error.isFinal ? 'refused' : 'silent';
    }
  }

  /** When levels and speeds held: now, or at the end of the last span; null where the span has long been followed by another. */
  private instantOf(span: AskedSpan, end: Date, occasion: Occasion): Date | null {
    const now = this.clock.now();
    if (occasion === 'last') return new Date(Math.min(now.getTime(), lastOf(span).getTime()));
    return span.end < end ? null : now;
  }

  /** The readings of a span have the same ids however often they are asked for, so that they count once: the first do. */
  private async count(
    resourceId: string,
    readings: readonly TypedReading[],
    { span, at }: { readonly span: AskedSpan; readonly at: Date | null },
  ): Promise<void> {
    const events = readings.flatMap(({ meter, type, value }) => {
      const time = type === 'interval' ? lastOf(span) : at;
      if (time === null) return [];
      const id = `${resourceId}/${meter}/${span.end.toISOString()}`;
      const of = { specversion: '1.0', id, source: SOURCE, type: meter, subject: resourceId };
      return [{ ...of, time: time.toISOString(), data: { value } }];
    });
    for (const { id, status, reason } of await this.usage.take(events)) {
      if (status === 'rejected') this.logger.warn('A reading does not count', { resourceId, id, reason });
    }
  }
}

/** The last millisecond within. */
function lastOf({ end }: AskedSpan): Date {
  return new Date(end.getTime() - 1);
}
