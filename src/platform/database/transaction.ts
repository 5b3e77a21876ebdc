import type { Duplex } from 'node:stream';
import type { PoolClient, QueryConfig, QueryResult } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { poolOf } from './pool.js';

/** COMMIT of a transaction in which a statement has failed: PostgreSQL answers ROLLBACK and no error. */
class NotCommitted extends Error {
  constructor() {
    super('A statement of the transaction failed and its error was swallowed: nothing was committed');
  }
}

/** What the types of `pg` do not tell of its client. */
interface WithSocket {
  readonly connection: { readonly stream: Duplex };
}

/**
 * One open transaction on one connection. Statements whose rows nobody waits for go out together with the next one, and with
 * BEGIN and COMMIT (pipelining): PostgreSQL works through them in order, and what follows a failure fails as well.
 */
export class Transaction {
  private readonly unheard: Promise<unknown>[] = [];
  private runner: QueryRunner | null = null;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly client: PoolClient,
  ) {}

  static async open(dataSource: DataSource): Promise<Transaction> {
    const transaction = new Transaction(dataSource, await poolOf(dataSource).connect());
    transaction.send({ text: 'START TRANSACTION' });
    return transaction;
  }

  /** TypeORM's view of this transaction, made when first asked for: the hottest ones need none. */
  get manager(): EntityManager {
    this.runner ??= this.makeRunner();
    return this.runner.manager;
  }

  /** Sends a statement without waiting for it; its failure, as `reason` reads it, fails `commit`. */
  send(statement: QueryConfig, reason = (error: unknown): unknown => error): void {
    const answer = this.query(statement).catch((error: unknown) => {
      throw reason(error);
    });
    answer.catch(() => undefined);
    this.unheard.push(answer);
  }

  /** Statements of one turn of the event loop go out together. */
  query(statement: QueryConfig): Promise<QueryResult> {
    this.keepForNextWrite();
    return this.client.query(statement);
  }

  async commit(): Promise<void> {
    const commit = this.client.query('COMMIT');
    commit.catch(() => undefined);
    const failure = await this.firstFailure();
    const { command } = await commit.catch((error: unknown) => {
      throw failure?.reason ?? error;
    });
    if (failure !== null) throw failure.reason;
    if (command !== 'COMMIT') throw new NotCommitted();
  }

  /** The failure that came first: of a statement that nobody waited for, else `cause`. */
  async rollback(cause: unknown): Promise<unknown> {
    const [failure] = await Promise.all([this.firstFailure(), this.client.query('ROLLBACK').catch(() => undefined)]);
    return failure === null ? cause : failure.reason;
  }

  /** A connection that broke meanwhile is not used again, which the pool sees to. */
  async release(): Promise<void> {
    await this.runner?.release();
    this.client.release();
  }

  /** Entities saved through it join this transaction instead of opening one of their own. */
  private makeRunner(): QueryRunner {
    const runner = this.dataSource.createQueryRunner();
    return Object.assign(runner, { databaseConnection: this.client, isTransactionActive: true });
  }

  /** Else each statement would be a packet of its own, and wake the other side by itself. */
  private keepForNextWrite(): void {
    const { stream } = (this.client as unknown as WithSocket).connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }

  private async firstFailure(): Promise<PromiseRejectedResult | null> {
    const answers = await Promise.allSettled(this.unheard);
    return answers.find((answer) => answer.status === 'rejected') ?? null;
  }
}
