import { Injectable } from '@nestjs/common';
import { Sql } from '../../../platform/database/index.js';
import type { Interval } from '../periods/index.js';
import {
  ADD_PERIODS,
  BURNED,
  CLOSE,
  EXISTS,
  FORGET_PERIODS,
  HURRY,
  NOTE_BURNS,
  NOTE_PERIODS,
  PAST_PERIODS,
  PUT_OFF,
  TAKE_DUE,
} from './burn.sql.js';

/** A period that is over, and how many events it had when it was rated; null: it has not been since. */
export interface PastPeriod extends Interval {
  readonly events: number | null;
}

/** What was taken so far for what somebody used on a plan in a period; cents. */
export interface Burned {
  readonly periodStart: Date;
  readonly holder: string;
  readonly planId: string;
  readonly cents: number;
  readonly revision: number;
}

type Untyped = Record<string, unknown>;

/** What has been taken from credits for usage so far. */
@Injectable()
export class BurnRepository {
  constructor(private readonly sql: Sql) {}

  async hasAccount(installationId: string): Promise<boolean> {
    return (await this.sql.rows({ text: EXISTS, values: [installationId] })).length > 0;
  }

  async pastPeriods(installationId: string): Promise<readonly PastPeriod[]> {
    const statement = { text: PAST_PERIODS, values: [installationId] };
    const rows = await this.sql.rows<Interval & { events: string | null } & Untyped>(statement);
    return rows.map(({ start, end, events }) => ({ start, end, events: events === null ? null : Number(events) }));
  }

  async addPeriods(installationId: string, periods: readonly Interval[]): Promise<void> {
    if (periods.length === 0) return;
    const [starts, ends] = [
      periods.map(({ start }) => start.toISOString()),
      periods.map(({ end }) => end.toISOString()),
    ];
    await this.sql.affected({ text: ADD_PERIODS, values: [installationId, starts, ends] });
  }

  /** Nothing can be told of these any more. */
  async forgetPeriods(installationId: string, before: Date): Promise<void> {
    await this.sql.affected({ text: FORGET_PERIODS, values: [installationId, before] });
  }

  /** So many events each of these had when it was rated. */
  async notePeriods(installationId: string, periods: readonly PastPeriod[]): Promise<void> {
    if (periods.length === 0) return;
    const starts = periods.map(({ start }) => start.toISOString());
    const values = [installationId, starts, periods.map(({ events }) => events)];
    await this.sql.affected({ text: NOTE_PERIODS, values });
  }

  async burned(installationId: string, periods: readonly Interval[]): Promise<readonly Burned[]> {
    const values = [installationId, periods.map(({ start }) => start.toISOString())];
    const rows = await this.sql.rows<Omit<Burned, 'cents'> & { cents: string } & Untyped>({ text: BURNED, values });
    return rows.map((row) => ({ ...row, cents: Number(row.cents) }));
  }

  /** The account is there. */
  async note(installationId: string, burns: readonly Burned[]): Promise<void> {
    if (burns.length === 0) return;
    const columns = [
      burns.map(({ periodStart }) => periodStart.toISOString()),
      burns.map(({ holder }) => holder),
      burns.map(({ planId }) => planId),
      burns.map(({ cents }) => cents),
      burns.map(({ revision }) => revision),
    ];
    await this.sql.affected({ text: NOTE_BURNS, values: [installationId, ...columns] });
  }

  /** Null: not before somebody asks for it. */
  async putOff(installationId: string, due: Date | null): Promise<void> {
    await this.sql.affected({ text: PUT_OFF, values: [installationId, due] });
  }

  takeDue(now: Date, next: Date, limit: number): Promise<{ installationId: string }[]> {
    return this.sql.rows<{ installationId: string }>({ text: TAKE_DUE, values: [now, next, limit] });
  }

  /** Has these looked at now, as far as they have an account and something prepaid. */
  async hurry(installationIds: readonly string[], due: Date): Promise<void> {
    if (installationIds.length > 0) await this.sql.affected({ text: HURRY, values: [installationIds, due] });
  }

  /** True for the first who asks. */
  async close(installationId: string, now: Date): Promise<boolean> {
    return (await this.sql.affected({ text: CLOSE, values: [installationId, now] })) > 0;
  }
}
