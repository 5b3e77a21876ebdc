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
  table: 'sessions',
  column: 'refresh_token',
  keyColumn: 'refresh_token_key_id',
  rowColumns: ['id'],
  tenantColumn: 'installation_id',
  resourceColumn: null,
};

/** Whose refresh token it is. */
export interface SessionKey {
  readonly installationId: string;
  readonly id: string;
}

/** Seals Vercel's refresh token to its session, and opens it for the call that uses it. */
@Injectable()
export class RefreshToken {
  constructor(
    private readonly sealer: Sealer,
    columns: SealedColumns,
  ) {
    columns.declare(TOKEN);
  }

  seal({ installationId, id }: SessionKey, token: Secret): Sealed {
    return this.sealer.seal(token, bindingOf(TOKEN, installationId, [id]));
  }

  open({ installationId, id }: SessionKey, sealed: Sealed): Secret {
    return this.sealer.open(sealed, bindingOf(TOKEN, installationId, [id]));
  }
}
