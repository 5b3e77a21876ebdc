import { Injectable } from '@nestjs/common';
import { Sql, UnitOfWork } from '../../platform/database/index.js';
import { ProjectLink } from './project-link.entity.js';

/** Names a link. */
export type LinkKey = {
  readonly installationId: string;
  readonly resourceId: string;
  readonly projectId: string;
};

const TAKE_DUE = `/* every tenant: links that are to be brought forward */
  UPDATE project_links SET due_at = $2 WHERE (installation_id, resource_id, project_id) IN (
    SELECT installation_id, resource_id, project_id FROM project_links
    WHERE due_at <= $1 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
  ) RETURNING installation_id AS "installationId", resource_id AS "resourceId", project_id AS "projectId"`;

const HURRY = `UPDATE project_links SET due_at = $2 WHERE installation_id = $1 AND due_at > $2
  RETURNING installation_id AS "installationId", resource_id AS "resourceId", project_id AS "projectId"`;

const HAVE_PROJECT = `/* every tenant: Vercel names the project alone */
  SELECT DISTINCT installation_id AS "installationId" FROM project_links WHERE project_id = $1`;

const LIST_ALL = `/* every tenant: operators list them */
  SELECT installation_id AS "installationId", resource_id AS "resourceId", project_id AS "projectId", project_name AS "projectName",
    targets, wish, jsonb_array_length(variables) AS variables, written_version AS "writtenVersion", problem, due_at AS "dueAt"
  FROM project_links WHERE (installation_id, resource_id, project_id) > ($1, $2, $3) AND ($4::text IS NULL OR installation_id = $4)
  ORDER BY installation_id, resource_id, project_id LIMIT $5`;

/** A link as it is listed; of its variables how many there are. */
export interface ListedLink
  extends Pick<ProjectLink, 'projectName' | 'targets' | 'wish' | 'writtenVersion' | 'problem' | 'dueAt'>, LinkKey {
  readonly variables: number;
}

/** What of an installation's resources is set up in which projects. */
@Injectable()
export class ProjectLinkRepository {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sql: Sql,
  ) {}

  /** By the name of the project. */
  list(installationId: string): Promise<ProjectLink[]> {
    return this.unitOfWork.manager.find(ProjectLink, { where: { installationId }, order: { projectName: 'ASC' } });
  }

  listOfResource(installationId: string, resourceId: string): Promise<ProjectLink[]> {
    return this.unitOfWork.manager.findBy(ProjectLink, { installationId, resourceId });
  }

  listOfProject(installationId: string, projectId: string): Promise<ProjectLink[]> {
    return this.unitOfWork.manager.findBy(ProjectLink, { installationId, projectId });
  }

  find({ installationId, resourceId, projectId }: LinkKey): Promise<ProjectLink | null> {
    return this.unitOfWork.manager.findOneBy(ProjectLink, { installationId, resourceId, projectId });
  }

  lock({ installationId, resourceId, projectId }: LinkKey): Promise<ProjectLink | null> {
    this.unitOfWork.assertOpen('A lock');
    const where = { installationId, resourceId, projectId };
    return this.unitOfWork.manager.findOne(ProjectLink, { where, lock: { mode: 'pessimistic_write' } });
  }

  /** False where it is there already. */
  async addOnce(link: ProjectLink): Promise<boolean> {
    const insert = this.unitOfWork.manager.createQueryBuilder().insert().into(ProjectLink).values(link);
    const { raw } = await insert.orIgnore().returning('project_id').execute();
    return (raw as readonly unknown[]).length > 0;
  }

  async update(link: ProjectLink): Promise<void> {
    const { installationId, resourceId, projectId } = link;
    await this.unitOfWork.manager.update(ProjectLink, { installationId, resourceId, projectId }, link);
  }

  async delete({ installationId, resourceId, projectId }: LinkKey): Promise<void> {
    await this.unitOfWork.manager.delete(ProjectLink, { installationId, resourceId, projectId });
  }

  /** Of an installation that has left, all. */
  async deleteAll(installationId: string): Promise<void> {
    await this.unitOfWork.manager.delete(ProjectLink, { installationId });
  }

  /** What waits is due now; tells which links those are. */
  hurry(installationId: string, now: Date): Promise<LinkKey[]> {
    return this.sql.rows<LinkKey & Record<string, unknown>>({ text: HURRY, values: [installationId, now] });
  }

  /** Whose links there are to a project. */
  async findHolders(projectId: string): Promise<readonly string[]> {
    const rows = await this.sql.rows<{ installationId: string }>({ text: HAVE_PROJECT, values: [projectId] });
    return rows.map(({ installationId }) => installationId);
  }

  /** A page of the links of all connected accounts, or of one; for operators. */
  listPage(installationId: string | null, after: readonly string[], limit: number): Promise<ListedLink[]> {
    const values = [...after, installationId, limit];
    return this.sql.rows<ListedLink & Record<string, unknown>>({ text: LIST_ALL, values });
  }

  /** Takes at most `limit` of all tenants that are due. */
  takeDue(now: Date, next: Date, limit: number): Promise<LinkKey[]> {
    return this.sql.rows<LinkKey & Record<string, unknown>>({ text: TAKE_DUE, values: [now, next, limit] });
  }
}
