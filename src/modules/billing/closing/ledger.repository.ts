import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/index.js';
import type { Charge, Due } from './compose/index.js';

/** Something due that is charged now: on an invoice, or as part of what is carried. */
export interface Entry {
  readonly due: Due;
  readonly invoiceExternalId: string | null;
  /** The period of the invoice, where it names the account. */
  readonly wire: Charge['wire'];
}

const BOOK = `INSERT INTO billing_charges (installation_id, booking, resource_id, plan_id, period_start, part, cents, booked_at,
    invoice_external_id, wire_start, wire_end)
  SELECT $1, $2, e.* FROM (SELECT resource_id, plan_id, period_start, part, cents, $3::timestamptz, invoice, wire_start, wire_end
    FROM unnest($4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::bigint[], $9::text[], $10::timestamptz[], $11::timestamptz[])
      AS t (resource_id, plan_id, period_start, part, cents, invoice, wire_start, wire_end)) AS e`;

const FIND = `SELECT nullif(resource_id, '') AS "resourceId", plan_id AS "planId", period_start AS "periodStart", part, cents,
    booked_at AS "bookedAt", wire_start AS "wireStart", wire_end AS "wireEnd"
  FROM billing_charges WHERE installation_id = $1 AND (period_start >= $2 OR part = 'initial')`;

const TAKE_BACK = `INSERT INTO billing_charges (installation_id, booking, resource_id, plan_id, period_start, part, cents, booked_at)
  SELECT $1, 'given-up ' || $2, resource_id, plan_id, period_start, part, -sum(cents), $3 FROM billing_charges
  WHERE installation_id = $1 AND invoice_external_id = $2 GROUP BY resource_id, plan_id, period_start, part
  RETURNING period_start AS "periodStart", cents`;

const DELETE_SOME = `DELETE FROM billing_charges WHERE installation_id = $1 AND (booking, resource_id, plan_id, period_start, part) IN (
  SELECT booking, resource_id, plan_id, period_start, part FROM billing_charges WHERE installation_id = $1 LIMIT $2
)`;

type Row = Omit<Charge, 'cents' | 'wire'> & {
  readonly cents: string;
  readonly wireStart: Date | null;
  readonly wireEnd: Date | null;
};

type TakenBack = Pick<Charge, 'periodStart' | 'cents'>;

/** What was charged, and for what. */
@Injectable()
export class LedgerRepository {
  constructor(private readonly sql: Sql) {}

  /** Each due of an occasion once. */
  async book(installationId: string, booking: string, entries: readonly Entry[], now: Date): Promise<void> {
    if (entries.length === 0) return;
    const values = [
      entries.map(({ due }) => due.resourceId ?? ''),
      entries.map(({ due }) => due.planId),
      entries.map(({ due }) => due.period.start.toISOString()),
      entries.map(({ due }) => due.part),
      entries.map(({ due }) => due.cents),
      entries.map(({ invoiceExternalId }) => invoiceExternalId),
      entries.map(({ wire }) => wire?.start.toISOString() ?? null),
      entries.map(({ wire }) => wire?.end.toISOString() ?? null),
    ];
    await this.sql.affected({ text: BOOK, values: [installationId, booking, now, ...values] });
  }

  /** What stands on an invoice counts as not charged from now on; tells the entries that say so, whose cents are negative for what was charged. */
  async takeBack(installationId: string, externalId: string, now: Date): Promise<readonly TakenBack[]> {
    const values = [installationId, externalId, now];
    const rows = await this.sql.rows<{ periodStart: Date; cents: string }>({ text: TAKE_BACK, values });
    return rows.map(({ periodStart, cents }) => ({ periodStart, cents: Number(cents) }));
  }

  /** Everything that was charged for periods from then on, and what was charged at the beginning of plans ever. */
  async find(installationId: string, since: Date): Promise<readonly Charge[]> {
    const rows = await this.sql.rows<Row & Record<string, unknown>>({ text: FIND, values: [installationId, since] });
    return rows.map(({ wireStart, wireEnd, cents, ...row }) => ({
      ...row,
      cents: Number(cents),
      wire: wireStart === null || wireEnd === null ? null : { start: wireStart, end: wireEnd },
    }));
  }

  /** Deletes at most `limit` of a tenant, and tells how many. */
  deleteSome(installationId: string, limit: number): Promise<number> {
    return this.sql.affected({ text: DELETE_SOME, values: [installationId, limit] });
  }
}
