import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import type { Catalog } from '../catalog/index.js';
import type { MeterEvent } from './cloud-event.js';
import type { Refusal } from './refusal.js';
import { deleteSomeOf, PRUNE_KEYS, TAKE_EVENTS } from './usage.sql.js';

/** A readable event and where in its batch it stands. */
export interface PlacedEvent extends MeterEvent {
  readonly place: number;
}

/** A meter of a product, and whether no other product has one of that id. */
export interface SoldMeter {
  readonly product: string;
  readonly id: string;
  readonly kind: string;
  readonly isOnly: boolean;
}

/** What can be used, and how what is used goes by period: all that counting knows of the catalog. */
export interface Sold {
  readonly meters: readonly SoldMeter[];
  readonly period: Catalog['period'];
}

/** What has become of an event; null: another batch was at it in the same moment, and is done now. */
export interface Verdict {
  readonly place: number;
  readonly status: 'accepted' | 'duplicate' | 'conflict' | 'rejected' | null;
  /** Null unless it is rejected. */
  readonly reason: Refusal | null;
}

const BATCH = 5_000;
const PURGED = ['usage_keys', 'usage_days', 'usage_former_owners'] as const;

/** Usage as it was told, and what it comes to. */
@Injectable()
export class UsageRepository {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Counts what is new, in one statement; one verdict for each event, in no order. */
  async take(events: readonly PlacedEvent[], sold: Sold, now: Date): Promise<Verdict[]> {
    const sorted = events.toSorted((a, b) => a.digest.compare(b.digest));
    const values = [...columnsOf(sorted), ...metersOf(sold.meters), now, sold.period];
    return this.sql.rows<Verdict & Record<string, unknown>>({ ...TAKE_EVENTS, values });
  }

  /** Keeps whose a resource was until now. Joins the caller's unit of work. */
  async keepFormerOwner(installationId: string, resourceId: string, until: Date): Promise<void> {
    this.unitOfWork.assertOpen('A former owner');
    const text = 'INSERT INTO usage_former_owners (installation_id, resource_id, until) VALUES ($1, $2, $3)';
    await this.sql.affected({ text, values: [installationId, resourceId, until] });
  }

  /** Deletes at most so many rows of each kind; says how many there were of the kind that had most. */
  async deleteSome(installationId: string, limit: number): Promise<number> {
    const counts: number[] = [];
    for (const table of PURGED) {
      counts.push(await this.sql.affected({ text: deleteSomeOf(table), values: [installationId, limit] }));
    }
    return Math.max(...counts);
  }

  /** Forgets what was told before `events`, by whole months, and in small batches which ids came before `keys`. */
  async prune(before: { readonly events: Date; readonly keys: Date }): Promise<void> {
    while ((await this.sql.affected({ text: PRUNE_KEYS, values: [before.keys, BATCH] })) >= BATCH);
    for (const table of ['usage_events', 'usage_levels']) {
      await this.sql.rows({ text: 'SELECT drop_partitions($1, $2)', values: [table, before.events] });
    }
  }
}

function columnsOf(events: readonly PlacedEvent[]): unknown[] {
  return [
    events.map(({ place }) => place),
    events.map(({ digest }) => digest),
    events.map(({ payload }) => payload),
    events.map(({ source }) => source),
    events.map(({ id }) => id),
    events.map(({ type }) => type),
    events.map(({ subject }) => subject),
    events.map(({ at }) => at.toISOString()),
    events.map(({ value }) => value),
    events.map(({ reason }) => reason),
  ];
}

function metersOf(meters: readonly SoldMeter[]): unknown[] {
  return [
    meters.map(({ product }) => product),
    meters.map(({ id }) => id),
    meters.map(({ kind }) => kind),
    meters.map(({ isOnly }) => isOnly),
  ];
}
