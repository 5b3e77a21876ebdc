import { countStale, replaceSealed, selectStale } from './key-rotation.sql.js';
import type { Sealed, Sealer } from './sealer.js';
import { bindingOf, type SealedColumn, type SealedColumns } from './sealed-columns.js';

/** Runs one statement on its own, outside any transaction, and gives its rows. */
export type RotationQuery = (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>;

interface RotationProgress {
  readonly table: string;
  readonly column: string;
  readonly resealed: number;
}

/** `remaining` counts what still stands under another key: 0, unless values are unreadable or are being written under an old key. */
interface RotationResult {
  readonly resealed: number;
  readonly remaining: number;
  readonly unreadable: readonly UnreadableValue[];
}

/** A value that stayed as it was, since its key is unknown or its seal is broken. */
interface UnreadableValue {
  readonly table: string;
  readonly column: string;
  readonly row: readonly string[];
  readonly code: string;
}

interface RotationOptions {
  /** Rows read at a time. */
  readonly batch?: number;
  readonly onProgress?: (progress: RotationProgress) => void;
}

interface StaleRow extends Sealed {
  readonly row: readonly string[];
  readonly tenant: string;
}

/** Passes over one column before writers under an old key are left to a later run. */
const PASSES = 5;

/**
 * Seals every value that stands under another key anew under the current one. Safe beside running processes and other
 * rotations, since a row is replaced only while it holds what was read; a run that was cut off is simply started again.
 */
export async function rotateKeys(
  query: RotationQuery,
  columns: SealedColumns,
  sealer: Sealer,
  { batch = 200, onProgress = () => undefined }: RotationOptions = {},
): Promise<RotationResult> {
  let resealed = 0;
  let remaining = 0;
  const unreadable: UnreadableValue[] = [];
  for (const column of columns.all()) {
    const rotation = new ColumnRotation(query, column, sealer, batch);
    remaining += await rotation.run(onProgress);
    resealed += rotation.resealed;
    unreadable.push(...rotation.unreadable.values());
  }
  return { resealed, remaining, unreadable };
}

class ColumnRotation {
  resealed = 0;
  readonly unreadable = new Map<string, UnreadableValue>();

  constructor(
    private readonly query: RotationQuery,
    private readonly sealed: SealedColumn,
    private readonly sealer: Sealer,
    private readonly batch: number,
  ) {}

  /** Gives the number of values that stand under another key in the end. */
  async run(onProgress: (progress: RotationProgress) => void): Promise<number> {
    let remaining = await this.countRemaining();
    for (let pass = 0; pass < PASSES && remaining > this.unreadable.size; pass++) {
      this.unreadable.clear();
      await this.pass(onProgress);
      remaining = await this.countRemaining();
    }
    return remaining;
  }

  private async pass(onProgress: (progress: RotationProgress) => void): Promise<void> {
    const { table, column } = this.sealed;
    let after: readonly string[] | null = null;
    for (;;) {
      const rows = await this.readAfter(after);
      for (const row of rows) await this.reseal(row);
      if (rows.length > 0) onProgress({ table, column, resealed: this.resealed });
      after = rows.at(-1)?.row ?? null;
      if (rows.length < this.batch) return;
    }
  }

  private async readAfter(after: readonly string[] | null): Promise<readonly StaleRow[]> {
    const values = [this.sealer.currentKeyId, this.batch, ...(after ?? [])];
    return (await this.query(selectStale(this.sealed, after), values)) as readonly StaleRow[];
  }

  private async reseal({ row, tenant, keyId, data }: StaleRow): Promise<void> {
    const { table, column } = this.sealed;
    let fresh: Sealed;
    try {
      fresh = this.sealer.reseal({ keyId, data }, bindingOf(this.sealed, tenant, row));
    } catch (error) {
      this.unreadable.set(JSON.stringify(row), { table, column, row, code: codeOf(error) });
      return;
    }
    const values = [fresh.data, fresh.keyId, data, tenant, ...row];
    this.resealed += countOf(await this.query(replaceSealed(this.sealed), values));
  }

  private async countRemaining(): Promise<number> {
    return countOf(await this.query(countStale(this.sealed), [this.sealer.currentKeyId]));
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}

function countOf(rows: readonly unknown[]): number {
  const [row] = rows as readonly { readonly count: number }[];
  return row?.count ?? 0;
}
