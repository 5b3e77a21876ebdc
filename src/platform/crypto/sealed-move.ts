import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../database/index.js';
import { SealBroken } from './crypto.errors.js';
import { replaceSealed, selectOfResource } from './key-rotation.sql.js';
import { bindingOf, SealedColumns, type SealedColumn } from './sealed-columns.js';
import { Sealer, type Sealed } from './sealer.js';

/** A resource whose rows have gone over from one tenant to another. */
export interface ResourceMove {
  readonly resourceId: string;
  readonly from: string;
  readonly to: string;
}

interface SealedRow extends Sealed {
  readonly row: readonly string[];
}

/** Seals what goes over to another tenant along with a resource anew, since a seal is bound to its tenant. */
@Injectable()
export class SealedMove {
  constructor(
    private readonly columns: SealedColumns,
    private readonly sealer: Sealer,
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** To be called in the transaction of the move, when the rows are the new tenant's already. @throws SealBroken */
  async carry(move: ResourceMove): Promise<void> {
    this.unitOfWork.assertOpen('The move of sealed values');
    for (const column of this.columns.all()) {
      if (column.resourceColumn !== null) await this.carryColumn(column, column.resourceColumn, move);
    }
  }

  private async carryColumn(
    column: SealedColumn,
    resourceColumn: string,
    { resourceId, from, to }: ResourceMove,
  ): Promise<void> {
    const text = selectOfResource(column, resourceColumn);
    const rows = await this.sql.rows<SealedRow & Record<string, unknown>>({ text, values: [to, resourceId] });
    for (const { row, keyId, data } of rows) {
      const fresh = this.sealer.reseal({ keyId, data }, bindingOf(column, from, row), bindingOf(column, to, row));
      const values = [fresh.data, fresh.keyId, data, to, ...row];
      const [replaced] = await this.sql.rows<{ count: number }>({ text: replaceSealed(column), values });
      if (replaced?.count !== 1) throw new SealBroken(column.table, column.column);
    }
  }
}
