import { Injectable } from '@nestjs/common';
import type { PoolClient, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import { asUnavailable, isRetryable } from './postgres-errors.js';
import { UnitOfWork } from './unit-of-work.js';

/** One statement written by hand; `name` makes it prepared once per connection, for the hottest ones. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

interface Queryable {
  query(config: {
    name?: string;
    text: string;
    values: unknown[];
  }): Promise<{ rows: QueryResultRow[]; rowCount: number | null }>;
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

  private async query(statement: Statement): ReturnType<Queryable['query']> {
    const config = { ...statement, values: statement.values.map(asParameter) };
    const runner = this.unitOfWork.runner;
    try {
      const target = runner === null ? this.pool() : ((await runner.connect()) as PoolClient);
      return await target.query(config);
    } catch (error) {
      if (runner !== null && isRetryable(error)) throw error;
      throw asUnavailable(error);
    }
  }

  private pool(): Queryable {
    return (this.dataSource.driver as unknown as { readonly master: Queryable }).master;
  }
}

/** A date as the instant it is: the driver would write it in local time, digit by digit. */
function asParameter(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
