import { AdminIntervalResponse } from './billing-preview.response.js';

/** What was used of a meter on one day. */
export class AdminUsageDayResponse {
  /** By UTC. @example 2026-01-31 */
  readonly day: string;
  /** Events that were counted. @example 24 */
  readonly events: number;
  /** In the meter's unit, at most nine decimals. @example 12.5 */
  readonly sum: string;
  /** The largest single value, in the meter's unit. @example 1 */
  readonly maximum: string;
  /** Of a meter of the type `total` what the last event of the day told, in the meter's unit. @example "3.25" */
  readonly level?: string;
}

/** What was used of a meter. */
export class AdminUsageTotalResponse {
  /** Absent: of the installation itself. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  readonly resourceId?: string;
  /** As `product/meter`. @example postgres/compute */
  readonly meter: string;
  /** Events that were counted. @example 720 */
  readonly events: number;
  /** In the meter's unit, at most nine decimals. @example 372.5 */
  readonly sum: string;
  /** The largest single value, in the meter's unit. @example 1 */
  readonly maximum: string;
  /** Days without any are left out. */
  readonly days: AdminUsageDayResponse[];
}

/** A page of what was used, by resource and meter. */
export class AdminUsageResponse {
  readonly period: AdminIntervalResponse;
  /** What was used, by resource, meter and day. */
  readonly totals: AdminUsageTotalResponse[];
  /** Cursor of the next page; absent on the last. @example aWNmZ185YmNlYjhjY1QzMmQzVTQxN2V6YjVjOHA */
  readonly next?: string;
}
