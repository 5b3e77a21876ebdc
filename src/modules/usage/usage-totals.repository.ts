import { Injectable } from '@nestjs/common';
import { Sql } from '../../platform/database/index.js';

/** What was used of one meter on one day by UTC, as decimal text. */
export interface DayTotal {
  /** `2026-01-31`. */
  readonly day: string;
  readonly events: number;
  readonly sum: string;
  readonly maximum: string;
  /** Of a `total`: what its last event of the day told; null for other meters. */
  readonly level: string | null;
}

/** The same of a stretch of time, with its days. */
export interface MeterTotal {
  /** The id of a resource, or of the installation itself. */
  readonly subject: string;
  /** As `product/meter`. */
  readonly meter: string;
  readonly events: number;
  readonly sum: string;
  readonly maximum: string;
  readonly days: readonly DayTotal[];
}

const LIST = `SELECT subject, meter, sum(events)::float8 AS events, trim_scale(sum(sum))::text AS sum, trim_scale(max(maximum))::text AS maximum,
    json_agg(json_build_object('day', day, 'events', events, 'sum', trim_scale(sum)::text, 'maximum', trim_scale(maximum)::text,
      'level', trim_scale(level)::text) ORDER BY day) AS days
  FROM (
    SELECT subject, meter, to_char(since AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(events) AS events, sum(sum) AS sum,
      max(maximum) AS maximum, (array_agg(level ORDER BY since DESC))[1] AS level
    FROM usage_days WHERE installation_id = $1 AND (subject, meter) > ($2, $3) AND ($4::text IS NULL OR subject = $4)
      AND since >= $5 AND since < $6 GROUP BY 1, 2, 3
  ) d GROUP BY subject, meter ORDER BY subject, meter LIMIT $7`;

/** What usage comes to by meter and day, for operators. */
@Injectable()
export class UsageTotals {
  constructor(private readonly sql: Sql) {}

  /** By subject and meter, from behind `after`; a day counts that begins within the time, or the piece of one that belongs to a period that does. */
  listPage(
    installationId: string,
    { subject, start, end }: { readonly subject: string | null; readonly start: Date; readonly end: Date },
    { after, limit }: { readonly after: readonly string[]; readonly limit: number },
  ): Promise<MeterTotal[]> {
    const values = [installationId, ...after, subject, start, end, limit];
    return this.sql.rows<MeterTotal & Record<string, unknown>>({ text: LIST, values });
  }
}
