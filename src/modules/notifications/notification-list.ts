import { Injectable } from '@nestjs/common';
import type { NotificationLevel } from '#libs/vercel-contract';
import { Sql } from '../../platform/database/index.js';
import type { RaisedNotification } from './raised-notification.entity.js';

/** Which notifications are meant; null stands for all. */
export interface NotificationFilter {
  readonly installationId: string | null;
  readonly resourceId: string | null;
  readonly level: NotificationLevel | null;
}

/** What one cause has to say, and beside what; `resourceId` is empty beside an installation itself. */
export interface ListedNotification extends RaisedNotification {
  readonly installationId: string;
  readonly resourceId: string;
  readonly key: string;
}

const SAID = `level, title, message, href, raised_at AS "raisedAt"`;
const MEANT = `($5::text IS NULL OR installation_id = $5) AND ($7::text IS NULL OR level = $7)`;

const LIST = `/* every tenant: operators list them */ SELECT * FROM (
    (SELECT installation_id AS "installationId", '' AS "resourceId", key, ${SAID} FROM installation_notifications
      WHERE (installation_id, '', key) > ($1, $2, $3) AND ${MEANT} AND $6::text IS NULL ORDER BY installation_id, key LIMIT $4)
    UNION ALL
    (SELECT installation_id, resource_id, key, ${SAID} FROM resource_notifications
      WHERE (installation_id, resource_id, key) > ($1, $2, $3) AND ${MEANT} AND ($6::text IS NULL OR resource_id = $6)
      ORDER BY installation_id, resource_id, key LIMIT $4)
  ) AS raised ORDER BY "installationId", "resourceId", key LIMIT $4`;

/** All that causes have to say, for operators. */
@Injectable()
export class NotificationList {
  constructor(private readonly sql: Sql) {}

  /** By installation, resource and cause; `after` are those of the last one before. */
  page(filter: NotificationFilter, after: readonly string[], limit: number): Promise<ListedNotification[]> {
    const values = [...after, limit, filter.installationId, filter.resourceId, filter.level];
    return this.sql.rows<ListedNotification & Record<string, unknown>>({ text: LIST, values });
  }
}
