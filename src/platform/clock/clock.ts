import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Sql } from '../database/index.js';

const REFRESH_MS = 5_000;
const FARTHEST_MS = 100 * 366 * 86_400_000;

const ADVANCE = `UPDATE clock_offsets SET offset_ms = offset_ms + $1 WHERE id = 1 AND offset_ms + $1 <= $2
  RETURNING offset_ms`;

/** The one clock: the database's, plus an offset in one row that is only ever moved outside production. */
@Injectable()
export class Clock implements OnModuleInit, OnApplicationShutdown {
  /** How far this machine is behind the database. */
  private skew = 0;
  private moved = 0;
  private refreshing: NodeJS.Timeout | undefined;

  constructor(private readonly sql: Sql) {}

  /** A database without the table yet is one that is still to be migrated: nothing is served from it until then. */
  async onModuleInit(): Promise<void> {
    await this.refresh().catch(() => undefined);
    this.refreshing = setInterval(() => void this.refresh().catch(() => undefined), REFRESH_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.refreshing);
  }

  /** How far this machine's own clock was behind the database's at the last reading, in milliseconds; negative: ahead. */
  get skewMs(): number {
    return this.skew;
  }

  /** The present by the shared clock, to the millisecond. */
  now(): Date {
    return new Date(Date.now() + this.skew + this.moved);
  }

  /** The present without the offset: what others outside have signed, or will check, goes by the real time. */
  outside(): Date {
    return new Date(Date.now() + this.skew);
  }

  /** The present plus so many seconds. */
  inSeconds(seconds: number): Date {
    return new Date(Date.now() + this.skew + this.moved + seconds * 1_000);
  }

  /** Moves the clock of all processes; gives the time it shows from the commit on, null when it would be more than a hundred years ahead. For outside production alone. */
  async advance(milliseconds: number): Promise<Date | null> {
    const [row] = await this.sql.rows<{ offset_ms: string }>({ text: ADVANCE, values: [milliseconds, FARTHEST_MS] });
    return row === undefined ? null : new Date(Date.now() + this.skew + Number(row.offset_ms));
  }

  /** Reads the shared clock again; the middle of the round trip is taken as the moment of the reading. */
  async refresh(): Promise<void> {
    const before = Date.now();
    const [row] = await this.sql.rows<{ at: Date; offset_ms: string }>({
      text: `SELECT clock_timestamp() AS at, coalesce((SELECT offset_ms FROM clock_offsets WHERE id = 1), 0) AS offset_ms`,
      values: [],
    });
    if (row === undefined) return;
    const middle = (before + Date.now()) / 2;
    this.skew = Math.round(row.at.getTime() - middle);
    this.moved = Number(row.offset_ms);
  }
}
