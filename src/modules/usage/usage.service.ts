import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/index.js';
import { Settings } from '../../platform/config/index.js';
import { isRetryable, UnitOfWork } from '../../platform/database/index.js';
import { Unavailable } from '../../platform/errors/index.js';
import { Catalog } from '../catalog/index.js';
import { type MeterEvent, readCloudEvent } from './cloud-event.js';
import type { UsageResult } from './dto/usage-results.response.js';
import type { Refusal } from './refusal.js';
import { type PlacedEvent, type Sold, type SoldMeter, UsageRepository, type Verdict } from './usage.repository.js';

const DAY_MS = 86_400_000;

/** So far a meter's clock may be ahead. */
const AHEAD_MS = 5 * 60_000;

/** Takes in what the provider's meters tell: counted when this answers, each event once. */
@Injectable()
export class UsageService {
  private readonly sold: Sold;

  constructor(
    private readonly usage: UsageRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
    private readonly clock: Clock,
    catalog: Catalog,
  ) {
    this.sold = { meters: metersOf(catalog), period: catalog.period };
  }

  /** One result for each item, in the order of the batch. */
  async take(batch: readonly unknown[]): Promise<UsageResult[]> {
    const now = this.clock.now();
    const read = batch.map((item) => this.readTimely(item, now));
    const events = read.flatMap((event, place) => (typeof event === 'string' ? [] : [{ ...event, place }]));
    const verdicts = events.length === 0 ? [] : await this.count(events, now);
    const byPlace = new Map(verdicts.map((verdict) => [verdict.place, verdict]));
    return batch.map((item, place) => resultOf(item, verdictOn(read[place], byPlace.get(place))));
  }

  /** An event older than what is kept could have been counted before, and nobody would know. */
  private readTimely(item: unknown, now: Date): MeterEvent | Refusal {
    const event = readCloudEvent(item);
    if (typeof event === 'string') return event;
    const age = now.getTime() - event.at.getTime();
    if (age < -AHEAD_MS) return 'in_the_future';
    return age > this.settings.retentionDays * DAY_MS ? 'too_late' : event;
  }

  /** Once more for what another batch was at in the same moment: by then that is decided. */
  private async count(events: readonly PlacedEvent[], now: Date): Promise<readonly Verdict[]> {
    const verdicts = await this.takeAll(events, now);
    const raced = new Set(verdicts.filter(({ status }) => status === null).map(({ place }) => place));
    if (raced.size === 0) return verdicts;
    const again = events.filter(({ place }) => raced.has(place));
    return [...verdicts.filter(({ status }) => status !== null), ...(await this.count(again, now))];
  }

  /** The statement is its own transaction, which ends without waiting for us: others wait for the days that it adds to. */
  private async takeAll(events: readonly PlacedEvent[], now: Date): Promise<readonly Verdict[]> {
    const take = (): Promise<Verdict[]> => this.usage.take(events, this.sold, now);
    try {
      return await take();
    } catch (error) {
      if (!(error instanceof Unavailable) || !isRetryable(error.cause)) throw error;
      return this.unitOfWork.run(take);
    }
  }
}

function metersOf({ products }: Catalog): SoldMeter[] {
  const sold = products.flatMap(({ slug, meters }) =>
    meters.map(({ id, type }) => ({ product: slug, id, kind: type })),
  );
  return sold.map((meter) => ({ ...meter, isOnly: sold.filter(({ id }) => id === meter.id).length === 1 }));
}

function verdictOn(
  read: MeterEvent | Refusal | undefined,
  verdict: Verdict | undefined,
): Pick<UsageResult, 'status' | 'reason'> {
  if (typeof read === 'string') return { status: 'rejected', reason: read };
  if (verdict?.status == null) throw new Error('An event without a verdict');
  const { status, reason } = verdict;
  return reason === null ? { status } : { status, reason };
}

function resultOf(item: unknown, verdict: Pick<UsageResult, 'status' | 'reason'>): UsageResult {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : null;
  return { id: typeof id === 'string' ? id : null, ...verdict };
}
