import { Injectable } from '@nestjs/common';
import { Sql } from '../database/index.js';
import { countByKey } from './key-rotation.sql.js';
import { SealedColumns } from './sealed-columns.js';
import { Sealer } from './sealer.js';

/** How many values of a column a key has sealed are counted at most. */
const MOST = 10_000;

/** How many values of one column stand under a key; `isMore`: there are more than were counted. */
export interface SealedValues {
  readonly table: string;
  readonly column: string;
  readonly values: number;
  readonly isMore: boolean;
}

/** A key by its id; what it is made of stays in the ring. */
export interface SealingKey {
  readonly id: string;
  /** `seals`: what is written now; `opens`: what was written before; `missing`: it is not configured, and what stands under it cannot be opened. */
  readonly state: 'seals' | 'opens' | 'missing';
  readonly sealed: readonly SealedValues[];
}

type CountRow = { readonly keyId: string; readonly values: number } & Record<string, unknown>;

/** Tells which keys seal and what stands under each, so that a key is let go only when nothing needs it. */
@Injectable()
export class SealingKeys {
  constructor(
    private readonly columns: SealedColumns,
    private readonly sealer: Sealer,
    private readonly sql: Sql,
  ) {}

  /** Those of the ring in its order, then what is missing from it. */
  async list(): Promise<readonly SealingKey[]> {
    const sealed = new Map<string, SealedValues[]>(this.sealer.keyIds.map((id) => [id, []]));
    for (const column of this.columns.all()) {
      const rows = await this.sql.rows<CountRow>({ text: countByKey(column), values: [MOST] });
      for (const { keyId, values } of rows) {
        const counted = { table: column.table, column: column.column, values, isMore: values === MOST };
        sealed.set(keyId, [...(sealed.get(keyId) ?? []), counted]);
      }
    }
    return [...sealed].map(([id, values]) => ({ id, state: this.stateOf(id), sealed: values }));
  }

  private stateOf(id: string): SealingKey['state'] {
    if (id === this.sealer.currentKeyId) return 'seals';
    return this.sealer.keyIds.includes(id) ? 'opens' : 'missing';
  }
}
