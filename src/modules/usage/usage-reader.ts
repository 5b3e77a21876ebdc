import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/index.js';
import { Catalog } from '../catalog/index.js';
import { COUNT_EVENTS, MEASURE, USERS_SINCE } from './usage-reader.sql.js';

/** A stretch of time, half-open, of a resource or of the installation itself; `place` tells its results from those of others. */
export interface UsageSpan {
  readonly place: number;
  readonly installationId: string;
  readonly subject: string;
  readonly start: Date;
  readonly end: Date;
}

/** What one meter comes to within a span, as decimal text. */
export interface Measured {
  readonly place: number;
  /** As `product/meter`. */
  readonly meter: string;
  /** How many events were counted. */
  readonly events: string;
  readonly sum: string;
  /** Null where no event was counted in the span itself. */
  readonly maximum: string | null;
  /** Of a `total`: the level at the end of the span, also when it was told before the span began. Null where there is none. */
  readonly latest: string | null;
  /** Of a `total`: units times seconds, each level for as long as it held within the span, that from before it included. */
  readonly weighted: string;
}

/** Reads what usage comes to. Exact for as long as events are kept, and beyond that for spans that begin and end with a day or a period. */
@Injectable()
export class UsageReader {
  private readonly levels: readonly string[];

  constructor(
    private readonly sql: Sql,
    { products }: Catalog,
  ) {
    this.levels = products.flatMap(({ slug, meters }) =>
      meters.filter(({ type }) => type === 'total').map(({ id }) => `${slug}/${id}`),
    );
  }

  /** All spans in one statement, whosever they are; nothing for a meter that was never used. By place and meter. */
  async measure(spans: readonly UsageSpan[]): Promise<readonly Measured[]> {
    if (spans.length === 0) return [];
    const values = [
      spans.map(({ place }) => place),
      spans.map(({ installationId }) => installationId),
      spans.map(({ subject }) => subject),
      spans.map(({ start }) => start.toISOString()),
      spans.map(({ end }) => end.toISOString()),
      this.levels,
    ];
    return this.sql.rows<Measured & Record<string, unknown>>({ ...MEASURE, values });
  }

  /** How many events an installation has in each period, all subjects and meters together; what grows after a period's close came late. */
  async countEvents(
    installationId: string,
    periods: readonly { readonly start: Date; readonly end: Date }[],
  ): Promise<readonly number[]> {
    const starts = periods.map(({ start }) => start.toISOString());
    const ends = periods.map(({ end }) => end.toISOString());
    const counts = await this.sql.rows<{ events: string }>({
      ...COUNT_EVENTS,
      values: [installationId, starts, ends],
    });
    return counts.map(({ events }) => Number(events));
  }

  /** The installations of which events have come since then. */
  async usersSince(since: Date): Promise<readonly string[]> {
    const rows = await this.sql.rows<{ id: string }>({ text: USERS_SINCE, values: [since] });
    return rows.map(({ id }) => id);
  }
}
