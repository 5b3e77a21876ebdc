import { Injectable } from '@nestjs/common';
import {
  bindingOf,
  type Sealed,
  type SealedColumn,
  SealedColumns,
  Sealer,
  type Secret,
} from '../../platform/crypto/index.js';

const TOKEN: SealedColumn = {
  table: 'installations',
  column: 'access_token',
  keyColumn: 'access_token_key_id',
  rowColumns: ['id'],
  tenantColumn: 'id',
  resourceColumn: null,
};

/** Seals the bearer token of an installation to its row, and opens it for a call to Vercel. */
@Injectable()
export class InstallationToken {
  constructor(
    private readonly sealer: Sealer,
    columns: SealedColumns,
  ) {
    columns.declare(TOKEN);
  }

  open(installationId: string, sealed: Sealed): Secret {
    return this.sealer.open(sealed, bindingOf(TOKEN, installationId, [installationId]));
  }

  seal(installationId: string, token: Secret): Sealed {
    return this.sealer.seal(token, bindingOf(TOKEN, installationId, [installationId]));
  }
}
