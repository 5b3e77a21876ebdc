import { IsIn } from 'class-validator';
import { MayBeAbsent, MayName } from '../../../platform/http/index.js';
import { TRANSFER_STATES, type TransferState } from '../../transfers/index.js';
import { OfInstallationQuery } from './list-tenants.query.js';

/** What `GET /admin/v1/connections` can be asked for. */
export class ListConnectionsQuery extends OfInstallationQuery {
  /** Those of one resource. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  @MayName('the id of a resource')
  readonly resourceId?: string;

  /** Those of one project at Vercel. @example prj_uKC5DfjlRk2XVYkW0v3v2Q1mT8aB */
  @MayName('the id of a project')
  readonly projectId?: string;
}

/** What `GET /admin/v1/transfers` can be asked for; of an installation those that it gave and those that it took. */
export class ListTransfersQuery extends OfInstallationQuery {
  /** How far it is. @example open */
  @MayBeAbsent()
  @IsIn(TRANSFER_STATES)
  readonly state?: TransferState;
}
