import { Injectable } from '@nestjs/common';
import {
  bindingOf,
  type Sealed,
  type SealedColumn,
  SealedColumns,
  Sealer,
  type Secret,
} from '../../platform/crypto/index.js';

const CODE: SealedColumn = {
  table: 'connect_flows',
  column: 'code',
  keyColumn: 'code_key_id',
  rowColumns: ['digest'],
  tenantColumn: 'digest',
  resourceColumn: null,
};

/** Seals the code that a browser brought until it is exchanged; as long as its account is not known, a flow is its own tenant. */
@Injectable()
export class BroughtCodes {
  constructor(
    private readonly sealer: Sealer,
    columns: SealedColumns,
  ) {
    columns.declare(CODE);
  }

  seal(flow: string, code: Secret): Sealed {
    return this.sealer.seal(code, bindingOf(CODE, flow, [flow]));
  }

  open(flow: string, sealed: Sealed): Secret {
    return this.sealer.open(sealed, bindingOf(CODE, flow, [flow]));
  }
}
