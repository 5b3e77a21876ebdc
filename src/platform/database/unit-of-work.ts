import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { asUnavailable, isRetryable } from './postgres-errors.js';
import { Transaction } from './transaction.js';

const MAX_ATTEMPTS = 4;

/** Thrown by the guards of the unit of work: a programming error that the first test that meets it shows. */
export class UnitOfWorkMisuse extends Error {}

/** The one way to open a transaction; whatever runs inside `run`, however deep, joins it. */
@Injectable()
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<Transaction>();

  constructor(private readonly dataSource: DataSource) {}

  /** The entity manager of the open transaction, else one that runs each statement by itself. */
  get manager(): EntityManager {
    return this.current.getStore()?.manager ?? this.dataSource.manager;
  }

  /** The open transaction, if there is one. */
  get transaction(): Transaction | null {
    return this.current.getStore() ?? null;
  }

  /** Runs `work` in a transaction, again from its start when PostgreSQL says that it only met another one. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.current.getStore() !== undefined) return work();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        if (attempt < MAX_ATTEMPTS && isRetryable(error)) continue;
        throw asUnavailable(error);
      }
    }
  }

  /** A job written outside a transaction could run for a change that never commits. */
  assertOpen(what: string): void {
    if (this.current.getStore() === undefined) throw new UnitOfWorkMisuse(`${what} needs an open unit of work`);
  }

  /** A call over the network inside a transaction would hold its locks for as long as the other side likes. */
  assertClosed(what: string): void {
    if (this.current.getStore() !== undefined) throw new UnitOfWorkMisuse(`${what} must not run inside a unit of work`);
  }

  private async once<T>(work: () => Promise<T>): Promise<T> {
    const transaction = await Transaction.open(this.dataSource);
    try {
      const result = await this.current
        .run(transaction, async () => work())
        .catch(async (error: unknown) => {
          throw await transaction.rollback(error);
        });
      await transaction.commit();
      return result;
    } finally {
      await transaction.release();
    }
  }
}
