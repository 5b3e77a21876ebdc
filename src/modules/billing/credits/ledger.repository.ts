import { Injectable } from '@nestjs/common';
import type { PrepaymentBalance } from '#libs/vercel-contract';
import { Sql, UnitOfWork } from '../../../platform/database/index.js';
import type { EntryKind } from './ledger-entry.entity.js';
import {
  APPEND,
  BALANCES,
  DELETE_SOME,
  FIND_BY_REFERENCE,
  LIST,
  LIST_NEWEST,
  OPEN,
  REPAIR,
  TOLD_BALANCES,
} from './ledger.sql.js';

/** A change of a balance that is to be written; below zero: taken. */
export interface Posting {
  /** A resource, or the installation itself. */
  readonly holder: string;
  readonly kind: EntryKind;
  readonly cents: number;
  /** Of the fact that it follows from: written once per holder. */
  readonly reference: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A posting as it was written. */
export interface Entry extends Posting {
  readonly number: number;
  readonly at: Date;
}

/** A balance that was not the sum of its entries. */
export interface Repaired {
  readonly holder: string;
  readonly kept: number;
  readonly summed: number;
}

type Row<T> = { [K in keyof T]: T[K] extends number ? string : T[K] };

/** The ledgers of installations and the balances that follow from them. All that writes runs in the caller's unit of work. */
@Injectable()
export class LedgerRepository {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Makes sure that there is an account, locks it, and has usage taken from it by `due` at the latest. */
  async open(installationId: string, { due, now }: { readonly due: Date | null; readonly now: Date }): Promise<void> {
    this.unitOfWork.assertOpen('A lock');
    await this.sql.affected({ text: OPEN, values: [installationId, due, now] });
  }

  /** The account is there. Gives the number of the last entry. */
  async append(installationId: string, postings: readonly Posting[], now: Date): Promise<number> {
    const columns = [
      postings.map(({ holder }) => holder),
      postings.map(({ kind }) => kind),
      postings.map(({ cents }) => cents),
      postings.map(({ reference }) => reference),
      postings.map(({ details }) => JSON.stringify(details)),
    ];
    const [row] = await this.sql.rows<{ entries: string }>({ text: APPEND, values: [installationId, ...columns, now] });
    return Number(row?.entries);
  }

  /** Cents by holder. */
  async balances(installationId: string): Promise<Map<string, number>> {
    const rows = await this.sql.rows<{ holder: string; cents: string }>({ text: BALANCES, values: [installationId] });
    return new Map(rows.map(({ holder, cents }) => [holder, Number(cents)]));
  }

  /** What Vercel is told, the installation's own first. */
  async toldBalances(installationId: string): Promise<PrepaymentBalance[]> {
    const values = [installationId];
    const [row] = await this.sql.rows<{ balances: PrepaymentBalance[] }>({ text: TOLD_BALANCES, values });
    return row?.balances ?? [];
  }

  /** At most `limit` entries after that of this number, in their order. */
  async list(installationId: string, after: number, limit: number): Promise<readonly Entry[]> {
    const rows = await this.sql.rows<Row<Entry>>({ text: LIST, values: [installationId, after, limit] });
    return rows.map(entryOf);
  }

  /** At most `limit` entries before that of this number, or of all with null; the newest first. */
  async findNewest(installationId: string, before: number | null, limit: number): Promise<readonly Entry[]> {
    const values = [installationId, before ?? Number.MAX_SAFE_INTEGER, limit];
    const rows = await this.sql.rows<Row<Entry>>({ text: LIST_NEWEST, values });
    return rows.map(entryOf);
  }

  async findByReference(installationId: string, reference: string): Promise<readonly Entry[]> {
    const rows = await this.sql.rows<Row<Entry>>({ text: FIND_BY_REFERENCE, values: [installationId, reference] });
    return rows.map(entryOf);
  }

  /** Sets right what is not the sum of its entries, behind the lock of the account, and tells what it was. */
  async repair(installationId: string): Promise<readonly Repaired[]> {
    const rows = await this.sql.rows<Row<Repaired>>({ text: REPAIR, values: [installationId] });
    return rows.map(({ holder, kept, summed }) => ({ holder, kept: Number(kept), summed: Number(summed) }));
  }

  /** Of an installation that has left: at most `limit` rows of everything but its purchases; tells how many. */
  async deleteSome(installationId: string, limit: number): Promise<number> {
    let deleted = 0;
    for (const text of DELETE_SOME) {
      if (deleted >= limit) return deleted;
      deleted += await this.sql.affected({ text, values: [installationId, limit - deleted] });
    }
    return deleted;
  }
}

function entryOf(row: Row<Entry>): Entry {
  return { ...row, number: Number(row.number), cents: Number(row.cents) };
}
