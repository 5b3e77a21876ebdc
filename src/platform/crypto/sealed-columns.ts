import type { SealBinding } from './seal-binding.js';

/** Where a table keeps sealed values. `rowColumns` are the primary key: text, uuid or integer columns. */
export interface SealedColumn {
  readonly table: string;
  /** `bytea` */
  readonly column: string;
  /** `text`, the id of the key that sealed `column` */
  readonly keyColumn: string;
  readonly rowColumns: readonly [string, ...string[]];
  readonly tenantColumn: string;
  /** Names the resource with which the row goes over to another tenant, see `SealedMove`; null: it goes nowhere. */
  readonly resourceColumn: string | null;
}

/** The binding of a row as the rotation derives it too; `row` in the order of `rowColumns`. */
export function bindingOf(sealed: SealedColumn, tenant: string, row: readonly string[]): SealBinding {
  return { table: sealed.table, column: sealed.column, tenant, row };
}

/** Every sealed column of the process, so that a key rotation finds them all. */
export class SealedColumns {
  private readonly columns = new Map<string, SealedColumn>();

  declare(column: SealedColumn): void {
    const name = `${column.table}.${column.column}`;
    if (this.columns.has(name)) throw new Error(`the sealed column ${name} is declared twice`);
    this.columns.set(name, column);
  }

  all(): readonly SealedColumn[] {
    return [...this.columns.values()];
  }
}
