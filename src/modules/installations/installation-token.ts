import { Injectable } from '@nestjs/common';
import type { AccountAccess } from '#libs/vercel-api';
import {
  bindingOf,
  type Sealed,
  type SealedColumn,
  SealedColumns,
  Sealer,
  type Secret,
} from '../../platform/crypto/index.js';
import type { Installation } from './installation.entity.js';

/** What of an installation names whose token it is. */
export type TokenHolder = Pick<Installation, 'id' | 'sealedToken' | 'teamId'>;

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

  /** For calls in its name, the team included where they have to name one; null once the token has been destroyed. */
  accessOf({ id, sealedToken, teamId }: TokenHolder): AccountAccess | null {
    return sealedToken === null ? null : { installationId: id, token: this.open(id, sealedToken), teamId };
  }

  seal(installationId: string, token: Secret): Sealed {
    return this.sealer.seal(token, bindingOf(TOKEN, installationId, [installationId]));
  }
}
