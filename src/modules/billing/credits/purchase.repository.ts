import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';

/** An invoice that credits were granted for; cents. */
export interface Granted {
  readonly invoiceId: string;
  readonly cents: number;
  readonly refundedCents: number;
}

interface Row {
  readonly invoiceId: string;
  readonly cents: string;
  readonly refundedCents: string;
}

/** Unique over all tenants: the first one has it for ever. */
const ADD = `INSERT INTO purchases (installation_id, invoice_id, cents, granted_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (invoice_id) DO NOTHING`;

const FIND = `SELECT invoice_id AS "invoiceId", cents, refunded_cents AS "refundedCents" FROM purchases
  WHERE installation_id = $1 AND invoice_id = $2`;

const FIND_RECENT = `SELECT invoice_id AS "invoiceId", cents, refunded_cents AS "refundedCents" FROM purchases
  WHERE installation_id = $1 AND granted_at >= $2 AND refunded_cents < cents ORDER BY granted_at DESC LIMIT $3`;

const TAKE_BACK = `UPDATE purchases SET refunded_cents = $3 WHERE installation_id = $1 AND invoice_id = $2`;

/** Invoices that credits were granted for. */
@Injectable()
export class PurchaseRepository {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** False when credits were granted for the invoice before, to whomever. */
  async addOnce(
    installationId: string,
    { invoiceId, cents }: Omit<Granted, 'refundedCents'>,
    now: Date,
  ): Promise<boolean> {
    return (await this.sql.affected({ text: ADD, values: [installationId, invoiceId, cents, now] })) > 0;
  }

  async find(installationId: string, invoiceId: string): Promise<Granted | null> {
    const [row] = await this.sql.rows<Row & Record<string, unknown>>({
      text: FIND,
      values: [installationId, invoiceId],
    });
    return row === undefined ? null : granted(row);
  }

  async lock(installationId: string, invoiceId: string): Promise<Granted | null> {
    this.unitOfWork.assertOpen('A lock');
    const statement = { text: `${FIND} FOR UPDATE`, values: [installationId, invoiceId] };
    const [row] = await this.sql.rows<Row & Record<string, unknown>>(statement);
    return row === undefined ? null : granted(row);
  }

  /** The newest that can still be refunded, granted since then. */
  async findRecent(installationId: string, since: Date, limit: number): Promise<readonly Granted[]> {
    const statement = { text: FIND_RECENT, values: [installationId, since, limit] };
    return (await this.sql.rows<Row & Record<string, unknown>>(statement)).map(granted);
  }

  /** So much of it has been taken back in all. */
  async takeBack(installationId: string, invoiceId: string, refundedCents: number): Promise<void> {
    await this.sql.affected({ text: TAKE_BACK, values: [installationId, invoiceId, refundedCents] });
  }
}

function granted({ invoiceId, cents, refundedCents }: Row): Granted {
  return { invoiceId, cents: Number(cents), refundedCents: Number(refundedCents) };
}
