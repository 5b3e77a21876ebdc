import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';
import { Catalog } from '../../catalog/index.js';
import {
  ASK,
  BEGIN_POLLING,
  BEGIN_POLLING_NEXT,
  END_POLLING,
  HAND_OVER,
  PUT_OFF,
  TAKE_DUE_POLLS,
  TELL,
  UNTOLD,
} from './usage-poll.sql.js';

/** A resource and whose it is. */
export interface PolledResource {
  readonly installationId: string;
  readonly resourceId: string;
}

/** A stretch of time that a product is asked about, half-open. */
export interface AskedSpan {
  readonly start: Date;
  readonly end: Date;
}

/** When products are asked what their resources use. */
@Injectable()
export class UsagePollRepository {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
    private readonly catalog: Catalog,
  ) {}

  /** Nobody waits for it: it is part of the caller's unit of work. */
  begin({ installationId, resourceId }: PolledResource, due: Date, now: Date): void {
    this.sql.send({ ...BEGIN_POLLING, values: [installationId, resourceId, due, now] });
  }

  /** Begins with at most `limit` resources of these products behind one; the last that it looked at, null at the end. */
  async beginNext(
    products: readonly string[],
    after: PolledResource | null,
    limit: number,
    now: Date,
  ): Promise<PolledResource | null> {
    const values = [after?.installationId ?? '', after?.resourceId ?? '', limit, products, now];
    const [last] = await this.sql.rows<PolledResource & Record<string, unknown>>({ text: BEGIN_POLLING_NEXT, values });
    return last ?? null;
  }

  takeDue(now: Date, next: Date, limit: number): Promise<readonly PolledResource[]> {
    const values = [now, next, limit];
    return this.sql.rows<PolledResource & Record<string, unknown>>({ text: TAKE_DUE_POLLS, values });
  }

  /**
   * What to ask about, up to `end` at most, and not beyond an instant at which the plan or the period changes or the resource or its
   * owner leaves; null when all is told. It stays the same until that is told.
   */
  async ask({ installationId, resourceId }: PolledResource, end: Date): Promise<AskedSpan | null> {
    const values = [installationId, resourceId, end, this.catalog.period];
    const [span] = await this.sql.rows<AskedSpan & Record<string, unknown>>({ text: ASK, values });
    return span ?? null;
  }

  async tell({ installationId, resourceId }: PolledResource, until: Date): Promise<void> {
    await this.sql.affected({ text: TELL, values: [installationId, resourceId, until] });
  }

  /** Of which it is not told yet what they used before an instant. */
  async listUntold(installationId: string, until: Date): Promise<readonly string[]> {
    const rows = await this.sql.rows<{ id: string }>({ text: UNTOLD, values: [installationId, until] });
    return rows.map(({ id }) => id);
  }

  async putOff({ installationId, resourceId }: PolledResource, due: Date): Promise<void> {
    await this.sql.affected({ text: PUT_OFF, values: [installationId, resourceId, due] });
  }

  async end({ installationId, resourceId }: PolledResource): Promise<void> {
    await this.sql.affected({ text: END_POLLING, values: [installationId, resourceId] });
  }

  /** What was used before is asked about first, and up to there. Joins the caller's unit of work. */
  async handOver({ installationId, resourceId }: PolledResource, at: Date): Promise<void> {
    this.unitOfWork.assertOpen('A new owner');
    await this.sql.affected({ text: HAND_OVER, values: [installationId, resourceId, at] });
  }
}
