import { Injectable } from '@nestjs/common';
import type { ProjectConnection } from '#libs/vercel-webhooks';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { ResourceConnection } from './resource-connection.entity.js';

/** Only forward: of two events of the same instant the disconnection stands. A disconnection does not name the project. */
const NOTE = {
  name: 'resource-note-connection',
  text: `INSERT INTO resource_connections AS c
           (installation_id, resource_id, project_id, project_name, targets, state, state_since)
         SELECT installation_id, id, $3, $4, $5, $6, $7 FROM resources
         WHERE installation_id = $1 AND id = $2 AND state <> 'removed'
         ON CONFLICT (installation_id, resource_id, project_id) DO UPDATE
         SET project_name = coalesce(excluded.project_name, c.project_name), targets = excluded.targets,
           state = excluded.state, state_since = excluded.state_since
         WHERE (c.state_since, c.state) < (excluded.state_since, excluded.state)`,
};

const LIST_ALL = `/* every tenant: operators list them */
  SELECT installation_id AS "installationId", resource_id AS "resourceId", project_id AS "projectId", project_name AS "projectName",
    targets, state, state_since AS "stateSince"
  FROM resource_connections WHERE (installation_id, resource_id, project_id) > ($1, $2, $3)
    AND ($4::text IS NULL OR installation_id = $4) AND ($5::text IS NULL OR resource_id = $5) AND ($6::text IS NULL OR project_id = $6)
  ORDER BY installation_id, resource_id, project_id LIMIT $7`;

/** Which connections are meant; null stands for all. */
export interface ConnectionFilter {
  readonly installationId: string | null;
  readonly resourceId: string | null;
  readonly projectId: string | null;
}

const DELETE_SOME = `DELETE FROM resource_connections WHERE installation_id = $1 AND (resource_id, project_id) IN (
  SELECT resource_id, project_id FROM resource_connections WHERE installation_id = $1 LIMIT $2
)`;

/** To which projects a resource is connected. */
@Injectable()
export class ConnectionRepository {
  constructor(
    private readonly sql: Sql,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The projects that are connected to a resource now, by their names. */
  findConnected(installationId: string, resourceId: string): Promise<ResourceConnection[]> {
    const where = { installationId, resourceId, state: 'connected' as const };
    return this.unitOfWork.manager.find(ResourceConnection, { where, order: { projectName: 'ASC', projectId: 'ASC' } });
  }

  /** A project that is, or was, connected to a resource. */
  find(installationId: string, resourceId: string, projectId: string): Promise<ResourceConnection | null> {
    return this.unitOfWork.manager.findOneBy(ResourceConnection, { installationId, resourceId, projectId });
  }

  /** A page of the connections of all installations, those that have ended included; for operators. */
  listPage(filter: ConnectionFilter, after: readonly string[], limit: number): Promise<ResourceConnection[]> {
    const values = [...after, filter.installationId, filter.resourceId, filter.projectId, limit];
    return this.sql.rows<ResourceConnection & Record<string, unknown>>({ text: LIST_ALL, values });
  }

  /** Nothing happens when something newer is on record, or the installation has no such resource. */
  async note(
    installationId: string,
    { resourceId, projectId, projectName, targets }: ProjectConnection,
    { state, since }: { readonly state: ResourceConnection['state']; readonly since: Date },
  ): Promise<void> {
    const values = [installationId, resourceId, projectId, projectName, targets, state, since];
    await this.sql.affected({ ...NOTE, values });
  }

  /** Deletes at most `limit` of a tenant, and tells how many. */
  deleteSome(installationId: string, limit: number): Promise<number> {
    return this.sql.affected({ text: DELETE_SOME, values: [installationId, limit] });
  }
}
