import { Injectable } from '@nestjs/common';
import type { QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { poolOf } from './pool.js';
import { asUnavailable, isRetryable } from './postgres-errors.js';
import { UnitOfWork } from './unit-of-work.js';

/** One statement written by hand; `name` makes it prepared once per connection, for the hottest ones. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Hand-written SQL on the connection of the open unit of work, or on any free one. */
@Injectable()
export class Sql {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The rows that a statement gives, `RETURNING` of a write included. */
  async rows<R extends QueryResultRow>(statement: Statement): Promise<R[]> {
    const { rows } = await this.query(statement);
    return rows as R[];
  }

  /** How many rows a statement wrote. */
  async affected(statement: Statement): Promise<number> {
    const { rowCount } = await this.query(statement);
    return rowCount ?? 0;
  }

  /** Sends a write of the open unit of work without waiting for it; should it fail, the unit of work does, for the reason told. */
  send(statement: Statement, reason?: (error: unknown) => unknown): void {
    this.unitOfWork.assertOpen('A write that nobody waits for');
    this.unitOfWork.transaction?.send(asConfig(statement), reason);
  }

  private async query(statement: Statement): Promise<QueryResult<QueryResultRow>> {
    const { transaction } = this.unitOfWork;
    try {
      return await (transaction ?? poolOf(this.dataSource)).query(asConfig(statement));
    } catch (error) {
      if (transaction !== null && isRetryable(error)) throw error;
      throw asUnavailable(error);
    }
  }
}

function asConfig(statement: Statement): QueryConfig {
  return { ...statement, values: statement.values.map(asParameter) };
}

/** A date as the instant it is: the driver would write it in local time, digit by digit. */
function asParameter(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
