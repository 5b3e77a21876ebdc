import { IsIn } from 'class-validator';
import { MayBeAbsent, MayName } from '../../../platform/http/index.js';
import { OfInstallationQuery } from './list-tenants.query.js';

const LEVELS = ['info', 'warn', 'error'] as const;

/** What `GET /admin/v1/notifications` can be asked for. */
export class ListNotificationsQuery extends OfInstallationQuery {
  /** What is said beside one resource. @example res_u4pP0YbAQ1uKc0m3S3mVJw */
  @MayName('the id of a resource')
  readonly resourceId?: string;

  /** How urgent it is. @example error */
  @MayBeAbsent()
  @IsIn(LEVELS)
  readonly level?: (typeof LEVELS)[number];
}
